package io.soakgate.plan.reading;

import io.soakgate.plan.Budget;
import io.soakgate.plan.Change;
import io.soakgate.plan.Durations;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Window;
import java.util.List;

/** What an environment needs, held against the whole plan. */
final class EnvironmentChecks {
  private final Book book;
  private final List<Change> changes;
  private final List<Environment> environments;

  EnvironmentChecks(Book book, List<Change> changes, List<Environment> environments) {
    this.book = book;
    this.changes = changes;
    this.environments = environments;
  }

  void refuse(Environment environment) {
    sameTarget(environment);
    changes.stream()
        .filter(c -> c.irreversible() != null && c.appliesIn(environment.name()))
        .forEach(c -> ungated(c, environment));
    if (environment.window() != null) {
      tooShort(environment);
    }
  }

  /** B-11: found here when even the names are the same, and at admission when the databases are. */
  private void sameTarget(Environment environment) {
    environments.stream()
        .takeWhile(e -> e != environment)
        .filter(e -> e.target() != null && e.target().equals(environment.target()))
        .findFirst()
        .ifPresent(
            first ->
                node(environment, "target")
                    .refuse(
                        "`"
                            + environment.name()
                            + "` has the target of `"
                            + first.name()
                            + "`: `"
                            + first.target()
                            + "`",
                        "what is tried in one environment must not be the other",
                        "give each environment a target of its own"));
  }

  /** B-23: what cannot be taken back is agreed to before it is done. */
  private void ungated(Change change, Environment environment) {
    boolean asked =
        environment.gates().stream().anyMatch(g -> Moment.BEFORE_CHANGES.contains(g.moment()));
    if (!asked) {
      book.environments
          .get(environment.name())
          .refuse(
              "nobody is asked in `"
                  + environment.name()
                  + "` before change `"
                  + change.name()
                  + "`",
              "its `undo` is `none`, so a person has to agree that it cannot be taken back",
              "add `approve: {go: <role>}`");
    }
  }

  /** B-37, T-20: there must be a latest safe start. */
  private void tooShort(Environment environment) {
    Window window = environment.window();
    if (window.from() == null || window.to() == null || window.from().equals(window.to())) {
      return;
    }
    Budget budget = Budget.of(changes, environment);
    if (budget.all().compareTo(window.longest()) > 0) {
      node(environment, "window")
          .refuse(
              "the window of `"
                  + environment.name()
                  + "` lasts "
                  + Durations.words(window.longest()),
              "what is to be done takes "
                  + Durations.words(budget.walk())
                  + " and taking it back "
                  + Durations.words(budget.rollback())
                  + ", so there is no safe start",
              "make it at least " + Durations.words(budget.all()) + " long, or mend `takes`");
    }
  }

  private Node node(Environment environment, String key) {
    return book.environments.get(environment.name()).optional(key).orElseThrow();
  }
}
