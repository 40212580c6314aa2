package io.soakgate.deployment.walk.gate;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Check;
import io.soakgate.verdict.Waiver;
import io.soakgate.verdict.Waiver.Decided;
import io.soakgate.verdict.Waiver.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks of one moment that do not hold, and what people say about letting them pass. */
public final class Waiving {
  private final Stage stage;
  private final Concessions concessions;
  private final List<Failed> left;
  private Question question;

  /**
   * A must that does not hold.
   *
   * @param words the moment, the check and its verdict
   */
  public record Failed(Check check, String words, Waiver waiver) {
    public static Failed of(Stage stage, Check check, String words) {
      return new Failed(check, words, new Waiver(check.name(), stage.admitted().startedBy(), null));
    }
  }

  public Waiving(Stage stage, Concessions concessions, List<Failed> failed) {
    this.stage = stage;
    this.concessions = concessions;
    this.left = new ArrayList<>(failed);
  }

  /** The question that is closed once every check is waived. */
  public Question question(String words, List<Act> answers, String option) {
    question = new Question(words, answers, option).about(names()).aside(this::take);
    return question;
  }

  private String names() {
    return left.stream().map(f -> f.check().name()).collect(Collectors.joining(" "));
  }

  /** What is still not waived. */
  public List<Failed> left() {
    return List.copyOf(left);
  }

  private Answer take(Command c) {
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i).check().name().equals(c.check())) {
        return take(c, i);
      }
    }
    String names = Words.list(left.stream().map(f -> f.check().name()).toList());
    return new Answer(false, "refused: no check " + c.check() + " is held; held is " + names);
  }

  private Answer take(Command c, int i) {
    Failed failed = left.get(i);
    // Where only what is proven counts, nothing else came as far as this.
    boolean signed = stage.target().policy().signatures();
    Decided decided =
        failed
            .waiver()
            .hear(new Word(c.by(), c.reason(), signed), stage.admitted().holders(), !signed);
    left.set(i, new Failed(failed.check(), failed.words(), decided.waiver()));
    if (!decided.granted()) {
      return new Answer(decided.recorded(), decided.words());
    }
    left.remove(i);
    concessions.waived(stage, c.check(), failed.words(), c, failed.waiver().asked());
    if (left.isEmpty()) {
      question.answer(c);
      return new Answer(true, decided.words());
    }
    question.about(names());
    String names = Words.list(left.stream().map(f -> f.check().name()).toList());
    return new Answer(true, decided.words() + "; still held: " + names);
  }
}
