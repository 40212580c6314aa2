package io.soakgate.deployment.walk;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.plan.Severity;
import java.util.function.Consumer;

/** Issues: written down, told at once (S-020, S-061), and heard by a watch that starts again. */
final class IssueLog {
  private final Notebook notebook;
  private final Telling telling;
  private final Chronicle chronicle;
  private Consumer<String> listener = words -> {};

  IssueLog(Notebook notebook, Telling telling, Chronicle chronicle) {
    this.notebook = notebook;
    this.telling = telling;
    this.chronicle = chronicle;
  }

  /** Who hears of issues from now on. */
  void heardBy(Consumer<String> listener) {
    this.listener = listener;
  }

  /**
   * A person logs one, or says what became of one.
   *
   * @param stage where it is, or null
   */
  Answer take(Stage stage, Command c) {
    Answer answer = notebook.issue(stage == null ? null : stage.name(), c);
    if (answer.recorded() && c.noted().resolves() == null) {
      if (stage != null) {
        tell(stage, notebook.lastIssue());
      }
      listener.accept(c.by() + ": " + c.reason());
    }
    return answer;
  }

  /** A rule logs one; its breach was told already. */
  void rule(Stage stage, String words) {
    notebook.ruleIssue(stage.name(), words);
    listener.accept(words);
  }

  private void tell(Stage stage, Issue issue) {
    String severity = issue.severity() == null ? "" : " (" + issue.severity() + ")";
    String words = "issue " + issue.number() + severity + " by " + issue.by() + ": ";
    telling.alert(stage, "issue", loudness(issue), words + issue.words());
    chronicle.send();
  }

  private static Severity loudness(Issue issue) {
    return switch (issue.severity() == null ? "" : issue.severity()) {
      case "critical" -> Severity.CRITICAL;
      case "high" -> Severity.PAGE;
      default -> Severity.WARN;
    };
  }
}
