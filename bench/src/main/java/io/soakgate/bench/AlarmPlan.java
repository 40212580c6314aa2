package io.soakgate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A plan that is watched until somebody raises an alarm in its database, and then taken back. */
final class AlarmPlan {
  static final String NAME = "bench-watch";
  static final String TARGET = "bench-staging";

  private static final String PLAN =
      """
      soakgate: 1
      name: bench-watch
      roles: {lead: whoever measures}
      channels: {nobody: {console: {}}}
      alerts: {warn: [nobody], page: [nobody], critical: [nobody]}
      probes:
        alarm: {query: {text: "SELECT count(*) AS raised FROM alarm"}}
      changes:
        mark:
          apply: sql/mark.sql
          undo: sql/unmark.sql
          verify:
            - query: {text: "SELECT count(*) AS n FROM marked"}
              must: {n: "= 0"}
      rules:
        raised: {probe: alarm, when: {raised: "> 0"}, no-data: page, severity: critical, then: {rollback: everything}}
      environments:
        staging:
          target: bench-staging
          backup: {clone: {name: before}}
          notices: {breach: [{to: [nobody], say: "broken"}]}
          watch:
            soak: {for: 1h, bucket: %s, sample: %s, rules: [raised]}
        production: {target: bench-production, backup: {clone: {name: before}}}
      """;

  private static final String SCHEMA =
      """
      CREATE TABLE alarm (at timestamptz);
      CREATE TABLE undone (at timestamptz);
      """;

  private AlarmPlan() {}

  /** Writes it into the folder of all plans. */
  static void write(Path plans, String bucket, String sample) throws IOException {
    Ground.write(
        plans.resolve(NAME),
        PLAN.formatted(bucket, sample),
        SCHEMA,
        Map.of(
            "mark.sql", "CREATE TABLE marked (id int);\n",
            "unmark.sql",
                "INSERT INTO undone SELECT clock_timestamp();\nDROP TABLE IF EXISTS marked;\n"));
  }
}
