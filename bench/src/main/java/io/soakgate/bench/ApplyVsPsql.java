package io.soakgate.bench;

import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Target;
import java.nio.file.Path;
import java.util.Map;

/** A long script in one transaction, against {@code psql -1 -f}. */
record ApplyVsPsql(Path home) implements Bench.Figure {
  private static final int INSERTS = 50_000;
  private static final String TABLE =
      "CREATE TABLE items (id int PRIMARY KEY, name text, price numeric(8, 2), added date);\n";

  @Override
  public String take() throws Exception {
    Path plans = home.resolve("apply/plans");
    SmallPlan.write(plans, "bench-apply", TABLE, Map.of("load", script()));
    try (Ground ground = Ground.of(plans, "bench-apply", home.resolve("apply/state"), 1)) {
      Target target = ground.target("bench-staging");
      LedgerSchema.migrate(target);
      Path file = plans.resolve("bench-apply/sql/load.sql");
      Applying ours = new Applying(ground, target, "bench-apply", file, "sql/load.sql");
      Psql psql = new Psql(target);
      return Runs.inTurns(
              "apply_vs_psql1",
              () -> Ground.execute(target, "TRUNCATE items; CHECKPOINT"),
              ours::run,
              n -> psql.run(file, "-1"))
          .ratio("psql -1");
    }
  }

  private static String script() {
    StringBuilder sql = new StringBuilder();
    for (int i = 1; i <= INSERTS; i++) {
      sql.append("INSERT INTO items (id, name, price, added) VALUES (")
          .append(i)
          .append(", 'A dish with a name of the usual length, number ")
          .append(i)
          .append("', ")
          .append(i % 90)
          .append(".50, '2026-01-01');\n");
    }
    return sql.toString();
  }
}
