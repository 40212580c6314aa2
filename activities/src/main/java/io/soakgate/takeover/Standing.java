package io.soakgate.takeover;

import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a deployment stands in its targets, by their ledgers. */
public record Standing(Store store, Targets targets) {

  /** One line per environment. */
  public List<String> ledgers(String deployment) throws SQLException {
    Known known = Known.of(store, deployment);
    List<String> lines = new ArrayList<>();
    for (Environment environment : known.kept().plan().environments()) {
      lines.add(environment.name() + ": " + words(known, environment));
    }
    return lines;
  }

  private String words(Known known, Environment environment) {
    try (Reach reach =
        targets.list().stream()
            .filter(t -> t.name().equals(environment.target()))
            .findFirst()
            .map(t -> Reach.of(t, known.kept().deployment()))
            .orElseGet(() -> Reach.none(environment.target()))) {
      if (!reach.reached()) {
        return "cannot be reached (" + reach.silence() + ")";
      }
      String changes =
          known.kept().plan().changesIn(environment.name()).stream()
              .map(Change::name)
              .filter(name -> reach.of(name).isPresent())
              .map(name -> name + " " + reach.of(name).orElseThrow().words())
              .collect(Collectors.joining("; "));
      return changes.isEmpty() ? "nothing begun" : changes;
    }
  }
}
