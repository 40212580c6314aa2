package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.plan.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Issues: written down, told at once (S-020, S-061), and heard by a watch that starts again. */
public final class IssueLog {
  private static final String RULE = "rule";

  private final Notebook notebook;
  private final Telling telling;
  private final Chronicle chronicle;
  private final List<Consumer<Issue>> listeners = new ArrayList<>();

  public IssueLog(Notebook notebook, Telling telling, Chronicle chronicle) {
    this.notebook = notebook;
    this.telling = telling;
    this.chronicle = chronicle;
  }

  /**
   * Who hears of every issue from now on, and again when one is resolved.
   *
   * @return ends it
   */
  public Runnable heardBy(Consumer<Issue> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** How many there are. */
  public int count() {
    return notebook.issues().size();
  }

  /** An issue in words: who logged it, and what. */
  public static String words(Issue issue) {
    return issue.by().equals(RULE) ? issue.words() : issue.by() + ": " + issue.words();
  }

  /**
   * A person logs one, or says what became of one.
   *
   * @param stage where it is, or null
   */
  Answer take(Stage stage, Command c) {
    Answer answer = notebook.issue(stage == null ? null : stage.name(), c);
    if (answer.recorded()) {
      Integer resolves = c.noted().resolves();
      Issue issue = resolves == null ? notebook.lastIssue() : notebook.issues().get(resolves - 1);
      if (stage != null && resolves == null) {
        tell(stage, issue);
      }
      heard(issue);
    }
    return answer;
  }

  /** A rule logs one, which is returned; its breach was told already. */
  public Issue rule(Stage stage, String words) {
    notebook.ruleIssue(stage.name(), words);
    Issue logged = notebook.lastIssue();
    heard(logged);
    return logged;
  }

  /** Whether somebody has said what became of an issue. */
  public boolean resolved(Issue issue) {
    return notebook.issues().get(issue.number() - 1).resolved() != null;
  }

  private void heard(Issue issue) {
    List.copyOf(listeners).forEach(listener -> listener.accept(issue));
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
