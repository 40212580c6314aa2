package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.walk.stage.Escalating;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.plan.Rollback;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.stream.Collectors;

/** The question that the deployment asks people, one at a time. */
public final class Asking {
  private final Board board;
  private final Escalating escalating;
  private final Cards cards;
  private Stage stage;
  private Question question;
  private Runnable calling = () -> {};
  private int count;

  public Asking(Board board, Escalating escalating, Cards cards) {
    this.cards = cards;
    this.board = board;
    this.escalating = escalating;
  }

  /** The environment that is walked from now on. */
  void entered(Stage stage) {
    this.stage = stage;
  }

  /** Asks and goes on; {@link #answered} waits for the answer. People are called from now on. */
  public void open(Question asked) {
    silence();
    if (asked.number() == null) {
      asked.number(++count);
    }
    calling = escalating.until(stage, "question", () -> asked.words() + " " + typed(asked));
    question = asked;
    cards.asked(stage, asked, typed(asked));
    board.question(asked.words());
    board.held(asked.held());
    board.waiting("an answer: " + answers(asked), typed(asked));
  }

  private String typed(Question asked) {
    return asked.answers().stream().map(this::command).collect(Collectors.joining(" | "));
  }

  /** Waits until somebody answers, for ever if need be. */
  public Command answered(Question asked) {
    if (question != asked && !asked.answered()) {
      open(asked);
    }
    Workflow.await(asked::answered);
    return asked.answer();
  }

  /** Takes back a question that needs no answer any more. */
  public void withdraw(Question asked) {
    if (question == asked) {
      silence();
      question = null;
      board.question(null);
      board.waiting(null, null);
    }
  }

  /** What is asked now, or null. */
  Question now() {
    return question;
  }

  /** What is commanded makes an end of whatever is asked. */
  void overtaken(Command c) {
    if (question != null) {
      cards.answered(question, c);
    }
  }

  /** Nothing is asked any more, whatever was. */
  void close() {
    silence();
    question = null;
    board.held(null);
    board.question(null);
  }

  private void silence() {
    if (question != null) {
      cards.answered(question, question.answer());
    }
    calling.run();
    calling = () -> {};
  }

  private void answered() {
    close();
    board.waiting(null, null);
  }

  /** Why the open question does not take this command; null when it does. */
  private Answer unasked(Command c) {
    if (question == null) {
      return Orders.refused(
          "nothing waits for " + c.act().word() + " (" + board.doing() + ")",
          "see soakgate status");
    }
    if (!question.takes(c.act())) {
      return Orders.refused("the question takes " + answers(question), "answer with one of these");
    }
    if (c.question() != null && !c.question().equals(question.number())) {
      return Orders.refused(
          "that question is answered, and another one is asked", "answer on the newest card");
    }
    return question.busy()
        ? Orders.refused(
            "a statement of " + question.subject() + " is being resolved", "wait for it")
        : null;
  }

  /** A check is no step: leaving it out takes a second person. */
  Answer skip(Command c) {
    if (question != null && question.takes(Act.WAIVE)) {
      return Orders.refused(
          "a check is not skipped", "a second person waives it: " + command(Act.WAIVE));
    }
    return about(c) ? answer(c) : Orders.refused(elsewhere(c), "name that, or nothing");
  }

  private boolean about(Command c) {
    return c.change() == null || question == null || c.change().equals(question.subject());
  }

  private String elsewhere(Command c) {
    return "held is " + question.subject() + ", not " + c.change();
  }

  /** Does what does not answer the question, which stays open unless nothing is left of it. */
  Answer beside(Command c) {
    Answer refusal = unasked(c);
    if (refusal != null) {
      return refusal;
    }
    if (!about(c)) {
      return Orders.refused(elsewhere(c), "resolve a statement of what is held");
    }
    Question asked = question;
    Answer answer = asked.beside(c);
    if (question == asked) {
      besides(asked);
    }
    return answer;
  }

  /** Nothing is left of it, or less than there was. */
  private void besides(Question asked) {
    if (asked.answered()) {
      answered();
    } else {
      cards.asked(stage, asked, typed(asked));
    }
  }

  Answer answer(Command c) {
    Answer refusal = unasked(c);
    if (refusal != null) {
      return refusal;
    }
    String option = c.act() == Act.ROLLBACK ? option(c) : c.option();
    question.answer(c.withOption(option));
    answered();
    return Orders.recorded(c.act().word() + (option == null ? "" : " " + option + costs(option)));
  }

  /** The option that a command means: the one it names, else the one that is asked about. */
  String option(Command c) {
    if (c.option() != null) {
      return c.option();
    }
    return question == null || question.option() == null ? Rollback.EVERYTHING : question.option();
  }

  /** What to type, about what is asked. */
  String command(Act act) {
    String subject = question == null ? null : question.subject();
    return Typing.command(act, Workflow.getInfo().getWorkflowId(), subject);
  }

  private static String answers(Question asked) {
    return asked.answers().stream().map(Act::word).collect(Collectors.joining(" or "));
  }

  /** What it costs is told to whoever asks for it (T-24). */
  String costs(String option) {
    List<String> costs = stage == null ? List.of() : stage.cautions().costs(option);
    return costs.isEmpty() ? "" : "; " + String.join("; ", costs);
  }
}
