package io.soakgate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A plan that asks many people at each of its gates, and changes next to nothing. */
final class GatePlan {
  static final String NAME = "bench-gates";

  /** How many people agree at each gate. */
  static final int ROLES = 5;

  /** How many gates a deployment passes. */
  static final int GATES = 4;

  private static final String PLAN =
      """
      soakgate: 1
      name: bench-gates
      roles: {%s}
      changes:
        mark: {apply: sql/mark.sql, undo: drop-created, verify: [{query: {text: "SELECT 1 AS one"}, must: {one: "= 1"}}]}
      environments:
        staging:
          target: bench-staging
          backup: {clone: {name: before}}
          approve: {go: {roles: [%s]}, end: {roles: [%2$s]}}
        production:
          target: bench-production
          backup: {clone: {name: before}}
          approve: {go: {roles: [%2$s]}, end: {roles: [%2$s]}}
      """;

  private GatePlan() {}

  /** Writes it into the folder of all plans. */
  static void write(Path plans) throws IOException {
    String titles =
        IntStream.rangeClosed(1, ROLES)
            .mapToObj(n -> "role" + n + ": person " + n)
            .collect(Collectors.joining(", "));
    String names =
        IntStream.rangeClosed(1, ROLES).mapToObj(n -> "role" + n).collect(Collectors.joining(", "));
    Ground.write(
        plans.resolve(NAME),
        PLAN.formatted(titles, names),
        "SELECT 1;\n",
        Map.of("mark.sql", "CREATE TABLE IF NOT EXISTS marked (id int);\n"));
  }
}
