package io.soakgate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Plans that are written for a figure: changes that each run one script, and nobody to wait for.
 */
final class SmallPlan {
  private static final String PLAN =
      """
      soakgate: 1
      name: %s
      roles: {lead: whoever measures}
      changes:
      %s
      environments:
        staging: {target: bench-staging, backup: {clone: {name: before}}}
        production: {target: bench-production, backup: {clone: {name: before}}}
      """;
  private static final String CHANGE =
      """
        %s:
          apply: sql/%s.sql
          undo: drop-created
          verify:
            - query: {text: "SELECT 1 AS one"}
              must: {one: "= 1"}
      """;

  private SmallPlan() {}

  /**
   * Writes it.
   *
   * @param plans the folder of all plans
   * @param changes the script of each change, in order
   */
  static void write(Path plans, String name, String schema, Map<String, String> changes)
      throws IOException {
    String yaml =
        changes.keySet().stream().map(c -> CHANGE.formatted(c, c)).collect(Collectors.joining());
    Map<String, String> scripts =
        changes.entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey() + ".sql", Map.Entry::getValue));
    Ground.write(plans.resolve(name), PLAN.formatted(name, yaml), schema, scripts);
  }
}
