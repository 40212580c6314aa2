package io.soakgate.deployment.walk;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import java.util.List;

/** Something only a person can answer. It stays open until one does (decision 17). */
final class Question {
  private final String words;
  private final List<Act> answers;
  private final String option;
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

  String words() {
    return words;
  }

  String option() {
    return option;
  }

  boolean takes(Act act) {
    return answers.contains(act);
  }

  List<Act> answers() {
    return answers;
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
