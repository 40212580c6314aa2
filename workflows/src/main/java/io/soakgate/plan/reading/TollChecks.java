package io.soakgate.plan.reading;

import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Unattended;
import java.util.List;

/**
 * What weakens security or loses data runs by itself only where somebody agreed to it beforehand
 * (rule 12, decision 16, T-24).
 */
final class TollChecks {
  private final Book book;
  private final List<Change> changes;
  private final List<Rollback> rollbacks;

  TollChecks(Book book, List<Change> changes, List<Rollback> rollbacks) {
    this.book = book;
    this.changes = changes;
    this.rollbacks = rollbacks;
  }

  void refuse(Environment environment) {
    if (environment.gates().stream().anyMatch(g -> Moment.BEFORE_CHANGES.contains(g.moment()))) {
      return;
    }
    for (String option : Unattended.options(environment)) {
      Unattended.costs(changes, rollbacks, environment.name(), option).stream()
          .findFirst()
          .ifPresent(cost -> ungated(environment, cost));
    }
  }

  private void ungated(Environment environment, Unattended.Cost cost) {
    boolean failing =
        cost.option().equals(Rollback.EVERYTHING) && environment.ifFails() == IfFails.ROLLBACK;
    book.environments
        .get(environment.name())
        .refuse(
            "nobody is asked in `"
                + environment.name()
                + "` before something runs by itself that "
                + cost.does(),
            cost.words(),
            "add `approve: {go: <role>}`, so that people agree to it, or write `"
                + (failing ? "if-fails: ask" : "then: {ask: " + cost.option() + "}")
                + "`");
  }
}
