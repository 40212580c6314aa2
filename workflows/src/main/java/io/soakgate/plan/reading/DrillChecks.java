package io.soakgate.plan.reading;

import io.soakgate.plan.Drill;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Moment;
import java.util.List;

/**
 * What there must be for a drill, and for going on without one (ADR 0025): the last environment is
 * drilled unless it says why not.
 */
final class DrillChecks {
  private static final List<String> RESTORED = List.of("dump", "clone");

  private final Book book;
  private final List<Environment> environments;

  DrillChecks(Book book, List<Environment> environments) {
    this.book = book;
    this.environments = environments;
  }

  void refuse(Environment environment) {
    Drill drill = environment.drill();
    List<Environment> before = environments.subList(0, environments.indexOf(environment));
    boolean last = environment == environments.get(environments.size() - 1);
    if (drill != null && drill.none() != null) {
      unasked(environment);
    } else if (drill != null || last && !before.isEmpty()) {
      groundless(environment, before);
    }
  }

  /** What was not proven is agreed to by a person. */
  private void unasked(Environment environment) {
    if (environment.gateAt(Moment.GO) == null) {
      at(environment)
          .refuse(
              "nobody agrees that `" + environment.name() + "` is not drilled",
              "it has no gate at `go`, where the reason is shown",
              "add `approve: {go: <role>}`");
    }
  }

  /** A drill restores what an environment before backed up. */
  private void groundless(Environment environment, List<Environment> before) {
    boolean ground =
        before.stream()
            .map(Environment::backup)
            .anyMatch(b -> b != null && RESTORED.contains(b.spec().kind()));
    if (ground) {
      return;
    }
    String here = "`" + environment.name() + "`";
    String earlier = before.isEmpty() ? null : before.get(before.size() - 1).name();
    at(environment)
        .refuse(
            "there is nothing to drill the ways back of " + here + " on",
            earlier == null
                ? "it is the first environment, and a drill restores the backup of one before"
                : "a drill restores the backup of an environment before, and `"
                    + earlier
                    + "` takes none that could be",
            (earlier == null
                    ? "put an environment with a `backup` before it"
                    : "add `backup: {dump: {name: …}}` to `" + earlier + "`")
                + ", or write `drill: {none: \"why\"}` in "
                + here);
  }

  private Node at(Environment environment) {
    Node node = book.environments.get(environment.name());
    return environment.drill() == null ? node : node.optional("drill").orElse(node);
  }
}
