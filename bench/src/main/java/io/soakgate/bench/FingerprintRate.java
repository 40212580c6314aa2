package io.soakgate.bench;

import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.target.Target;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * The fingerprint of 1 GB: one table of half of it and eight of the rest, against {@code count(*)}.
 */
record FingerprintRate(Path home) implements Bench.Figure {
  // In the big table, which is half of it.
  private static final int ROWS = 4_000_000;
  private static final int MEGABYTES = 1_000;
  private static final int SMALL = 8;
  private static final String TABLE =
      """
      CREATE TABLE %s AS SELECT i::bigint AS id, i %% 1000 AS tenant, 'customer number ' || i AS name,
        (i / 7.0)::numeric(12, 2) AS price, timestamptz '2026-01-01' + i * interval '1 s' AS at,
        md5(i::text) AS token FROM generate_series(1, %d) i;
      """;

  @Override
  public String take() throws Exception {
    Path plans = home.resolve("fingerprint/plans");
    SmallPlan.write(
        plans, "bench-fingerprint", "SELECT 1;\n", Map.of("load", "CREATE TABLE t (id int);\n"));
    Path state = home.resolve("fingerprint/state");
    try (Ground ground = Ground.of(plans, "bench-fingerprint", state, 1)) {
      Target target = ground.target("bench-staging");
      fill(target);
      double megabytes = megabytes(target);
      return Runs.inTurns(
              "fingerprint_rate",
              () -> {},
              n -> FingerprintReader.read(() -> target.connect("bench"), List.of()),
              n -> count(target))
          .rate(megabytes, "MB/s", "count(*)");
    }
  }

  private static void fill(Target target) throws SQLException {
    long rows = ROWS * Size.megabytes(MEGABYTES) / MEGABYTES;
    Ground.execute(target, TABLE.formatted("big", rows));
    for (int i = 1; i <= SMALL; i++) {
      Ground.execute(target, TABLE.formatted("small_" + i, rows / SMALL));
    }
    // Hint bits are written once, and not while it is timed.
    Ground.execute(target, "VACUUM ANALYZE");
    Ground.execute(target, "CHECKPOINT");
  }

  private static double megabytes(Target target) throws SQLException {
    return ask(
            target,
            "SELECT sum(pg_relation_size(oid)) FROM pg_class"
                + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        / 1e6;
  }

  private static void count(Target target) throws SQLException {
    ask(target, "SELECT count(*) FROM big");
    for (int i = 1; i <= SMALL; i++) {
      ask(target, "SELECT count(*) FROM small_" + i);
    }
  }

  private static double ask(Target target, String sql) throws SQLException {
    try (Connection session = target.connect("bench");
        Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getDouble(1);
    }
  }
}
