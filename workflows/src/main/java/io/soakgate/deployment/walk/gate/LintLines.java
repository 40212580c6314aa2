package io.soakgate.deployment.walk.gate;

import io.soakgate.deployment.Finding;
import io.soakgate.deployment.walk.stage.Stage;
import java.util.Comparator;
import java.util.List;

/** What the lint found, as people see it at a gate: what nobody accepted yet comes first. */
final class LintLines {
  /** More lines would not be read, and travel with every status. */
  private static final int MOST = 20;

  private LintLines() {}

  /** A line per finding that is about this environment. */
  static List<String> lines(Stage stage) {
    List<String> all =
        stage.admitted().findings().stream()
            .filter(f -> isAbout(f, stage))
            .sorted(Comparator.comparing(f -> f.accepted() != null))
            .map(Finding::words)
            .toList();
    return all.size() <= MOST ? all : all.subList(0, MOST);
  }

  private static boolean isAbout(Finding finding, Stage stage) {
    var change = stage.admitted().plan().change(finding.change());
    return change == null || change.appliesIn(stage.name());
  }
}
