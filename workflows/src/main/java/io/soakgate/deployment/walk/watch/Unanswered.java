package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.walk.people.IssueLog;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The rules of a watch that wait for people: a question is open, or an issue. Until somebody
 * answered, or until they were well in between, people hear of them ever less often.
 */
public final class Unanswered {
  private final Stage stage;
  private final String subject;
  private final Chronicle chronicle;
  private final Map<String, BooleanSupplier> answered = new LinkedHashMap<>();

  /**
   * @param subject what the audit calls the watch
   */
  public Unanswered(Stage stage, String subject, Chronicle chronicle) {
    this.stage = stage;
    this.subject = subject;
    this.chronicle = chronicle;
  }

  /** People were asked because of a breach. */
  public void asked(Breach breach, BooleanSupplier answers) {
    answered.put(breach.rule(), answers);
  }

  /** Logs an issue, unless the last one of the same rule is open. */
  public void log(Breach breach, IssueLog issues) {
    if (!waits(breach)) {
      Issue issue = issues.rule(stage, breach.words());
      asked(breach, () -> issues.resolved(issue));
    }
  }

  private boolean waits(Breach breach) {
    BooleanSupplier answers = answered.get(breach.rule());
    return answers != null && !answers.getAsBoolean();
  }

  /** Those that people are to hear of; the others are written down. */
  public List<Breach> news(List<Breach> breaches) {
    List<Breach> news = new ArrayList<>();
    for (Breach breach : breaches) {
      if (breach.well()) {
        answered.remove(breach.rule());
      }
      if (breach.quiet() && waits(breach)) {
        String words = breach.words() + "; people were asked, and have not answered";
        chronicle.note(stage.name(), subject, "breach", "failed", words);
      } else {
        news.add(breach);
      }
    }
    return news;
  }
}
