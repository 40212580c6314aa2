package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import java.util.List;
import java.util.function.Function;

/** Something only a person can answer. It stays open until one does (decision 17). */
public final class Question {
  private final String words;
  private final List<Act> answers;
  private final String option;
  private String subject;
  private String held;
  private boolean busy;
  private Function<Command, Answer> aside;
  private Command answer;
  private Integer number;
  private Resuming resuming = new Resuming("Go on", "It goes on as it is.");

  /**
   * What {@link Act#RESUME} does at a question; it ends some and starts others.
   *
   * @param label two or three words, for a button
   * @param means a sentence, for whoever is about to press it
   */
  public record Resuming(String label, String means) {}

  /**
   * @param words what is asked, complete
   * @param answers the commands that answer it
   * @param option the rollback option that {@link Act#ROLLBACK} without one means
   */
  public Question(String words, List<Act> answers, String option) {
    this.words = words;
    this.answers = List.copyOf(answers);
    this.option = option;
  }

  /** Says which change, step or check it is about; a command that names another is refused. */
  public Question about(String subject) {
    this.subject = subject;
    return this;
  }

  /**
   * The walk stands still at it, so a rollback answers it too.
   *
   * @param at what is held, as in {@code change policies}
   */
  public Question holding(String at) {
    held = at;
    return this;
  }

  /** Says what {@link Act#RESUME} does here, where it does not just go on. */
  public Question resuming(String label, String means) {
    resuming = new Resuming(label, means);
    return this;
  }

  /** What {@link Act#RESUME} does here. */
  public Resuming resuming() {
    return resuming;
  }

  /** Which question of the deployment it is, from 1; null until it is asked. */
  public Integer number() {
    return number;
  }

  /** It is asked, as this one. */
  public void number(int asked) {
    number = asked;
  }

  /** What {@link Act#RESOLVE} and {@link Act#WAIVE} do; it stays open unless they answer it. */
  public Question aside(Function<Command, Answer> aside) {
    this.aside = aside;
    return this;
  }

  /** What is asked. */
  public String words() {
    return words;
  }

  /** The rollback option that is meant when none is named, or null. */
  public String option() {
    return option;
  }

  /** What it is about, or null. */
  public String subject() {
    return subject;
  }

  /** Whether the walk stands still at it. */
  public boolean holds() {
    return held != null;
  }

  /** What stands still until it is answered, or null. */
  public String held() {
    return held;
  }

  /** Whether something beside it is being done just now. */
  public boolean busy() {
    return busy;
  }

  /** Whether a command of this kind answers it. */
  public boolean takes(Act act) {
    return answers.contains(act);
  }

  /** The commands that answer it. */
  public List<Act> answers() {
    return answers;
  }

  /** Does what a command asks for beside answering. */
  public Answer beside(Command command) {
    busy = true;
    try {
      return aside.apply(command);
    } finally {
      busy = false;
    }
  }

  /** Whether somebody has answered. */
  public boolean answered() {
    return answer != null;
  }

  /** The answer, or null. */
  public Command answer() {
    return answer;
  }

  /** Answers it. */
  public void answer(Command command) {
    answer = command;
  }
}
