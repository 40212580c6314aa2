package io.soakgate.deployment.walk;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import java.util.List;
import java.util.function.Function;

/** Something only a person can answer. It stays open until one does (decision 17). */
final class Question {
  private final String words;
  private final List<Act> answers;
  private final String option;
  private String subject;
  private String held;
  private boolean busy;
  private Function<Command, Answer> aside;
  private Command answer;

  /**
   * @param words what is asked, complete
   * @param answers the commands that answer it
   * @param option the rollback option that {@link Act#ROLLBACK} without one means
   */
  Question(String words, List<Act> answers, String option) {
    this.words = words;
    this.answers = List.copyOf(answers);
    this.option = option;
  }

  /** Says which change, step or check it is about; a command that names another is refused. */
  Question about(String subject) {
    this.subject = subject;
    return this;
  }

  /**
   * The walk stands still at it, so a rollback answers it too.
   *
   * @param at what is held, as in {@code change policies}
   */
  Question holding(String at) {
    held = at;
    return this;
  }

  /** What {@link Act#RESOLVE} and {@link Act#WAIVE} do; it stays open unless they answer it. */
  Question aside(Function<Command, Answer> aside) {
    this.aside = aside;
    return this;
  }

  String words() {
    return words;
  }

  String option() {
    return option;
  }

  /** What it is about, or null. */
  String subject() {
    return subject;
  }

  boolean holds() {
    return held != null;
  }

  /** What stands still until it is answered, or null. */
  String held() {
    return held;
  }

  /** Whether something beside it is being done just now. */
  boolean busy() {
    return busy;
  }

  boolean takes(Act act) {
    return answers.contains(act);
  }

  List<Act> answers() {
    return answers;
  }

  /** Does what a command asks for beside answering. */
  Answer beside(Command command) {
    busy = true;
    try {
      return aside.apply(command);
    } finally {
      busy = false;
    }
  }

  boolean answered() {
    return answer != null;
  }

  Command answer() {
    return answer;
  }

  void answer(Command command) {
    answer = command;
  }
}
