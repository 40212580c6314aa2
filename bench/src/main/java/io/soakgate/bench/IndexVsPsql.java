package io.soakgate.bench;

import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Target;
import java.nio.file.Path;
import java.util.Map;

/** 45 indexes built {@code CONCURRENTLY}, against {@code psql -f}. */
record IndexVsPsql(Path home) implements Bench.Figure {
  private static final int TABLES = 15;
  private static final String FRESH =
      """
      DO $$ DECLARE i regclass; BEGIN
        FOR i IN SELECT indexrelid FROM pg_index JOIN pg_class c ON c.oid = indrelid
                 WHERE c.relnamespace = 'public'::regnamespace LOOP
          EXECUTE 'DROP INDEX ' || i;
        END LOOP;
      END $$;
      CHECKPOINT""";

  @Override
  public String take() throws Exception {
    Path plans = home.resolve("index/plans");
    SmallPlan.write(plans, "bench-index", tables(), Map.of("build", indexes()));
    try (Ground ground = Ground.of(plans, "bench-index", home.resolve("index/state"), 1)) {
      Target target = ground.target("bench-staging");
      LedgerSchema.migrate(target);
      Path file = plans.resolve("bench-index/sql/build.sql");
      Applying ours = new Applying(ground, target, "bench-index", file, "sql/build.sql");
      Psql psql = new Psql(target);
      return Runs.inTurns(
              "index_vs_psql", () -> Ground.execute(target, FRESH), ours::run, n -> psql.run(file))
          .ratio("psql");
    }
  }

  /** From 12,000 to 180,000 rows a table, as schemas are: a few big tables, many small ones. */
  private static String tables() {
    StringBuilder sql = new StringBuilder();
    for (int t = 1; t <= TABLES; t++) {
      sql.append(
          """
          CREATE TABLE t%1$d (id int, name text, price numeric, added timestamptz);
          INSERT INTO t%1$d SELECT i, md5(i::text), i %% 97, '2026-01-01'::timestamptz + i * interval '1 min'
            FROM generate_series(1, %2$d) i;
          """
              .formatted(t, 12_000 * t));
    }
    return sql.toString();
  }

  private static String indexes() {
    StringBuilder sql = new StringBuilder();
    for (int t = 1; t <= TABLES; t++) {
      for (String column : new String[] {"id", "name", "added, price"}) {
        String name = "t" + t + "_" + column.replace(", ", "_");
        sql.append(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS %s ON public.t%d (%s);%n"
                .formatted(name, t, column));
      }
    }
    return sql.toString();
  }
}
