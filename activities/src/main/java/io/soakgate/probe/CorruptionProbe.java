package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Extension;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code corruption: {schema: app}}: whether PostgreSQL's own {@code amcheck} finds a schema's
 * B-tree indexes and tables damaged (M-105): {@code damaged}, how many of the {@code checked} are,
 * and {@code checksum-failures} of the database since its statistics began. The note names them.
 *
 * <p>Where the extension is not installed it is created in a transaction that is rolled back, as
 * far as the login may; else this is blind and says what to do. Every page is read, under the locks
 * of a SELECT, once for a bucket, so give it a cadence of its own ({@code every} of a rule) and
 * time ({@code timeout}); {@code heap: false} checks indexes alone.
 */
final class CorruptionProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final String DENIED = "42501";
  private static final String LACKING = "0A000";
  private static final String NO_FILE = "58P01";
  // An internal error, XX000, is none: a relation that was dropped meanwhile is told so, too.
  private static final List<String> CORRUPTED = List.of("XX001", "XX002");
  private static final String AMCHECK = "amcheck";
  private static final String RELATIONS =
      """
      SELECT c.oid, format('%I.%I', n.nspname, c.relname), c.relkind = 'i'
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_index i ON i.indexrelid = c.oid
      LEFT JOIN pg_am a ON a.oid = c.relam
      WHERE n.nspname = ? AND c.relpersistence = 'p'
        AND (c.relkind = 'i' AND a.amname = 'btree' AND i.indisvalid AND i.indisready
          OR ? AND c.relkind IN ('r', 'm') AND a.amname = 'heap')
      ORDER BY 3 DESC, 2
      """;
  private static final String CHECKSUMS =
      "SELECT coalesce(checksum_failures, 0) FROM pg_stat_database"
          + " WHERE datname = current_database()";

  private final Targets targets;
  private final Clock clock;

  CorruptionProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "corruption";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        List.of(
            Gauge.figure("damaged", Unit.NONE),
            Gauge.figure("checked", Unit.NONE),
            Gauge.figure("checksum-failures", Unit.NONE)));
  }

  @Override
  public Sampling sampling(Node with) {
    return Sampling.AFTERWARDS;
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    Target target = targets.get(request.scope().target());
    try (Tryout session = Tryout.open(target, kind(), asked.timeout())) {
      String schema = extension(session, target);
      List<Relation> relations = relations(session.connection(), asked);
      if (relations.isEmpty()) {
        return Measurement.blind(
            clock.instant(), "the schema " + asked.schema() + " holds nothing to check");
      }
      List<String> damaged = new ArrayList<>();
      for (Relation relation : relations) {
        String damage = relation.damage(session, schema);
        if (damage != null) {
          damaged.add(relation.name() + ": " + damage);
        }
      }
      return seen(relations.size(), damaged, checksums(session.connection()));
    } catch (Unable e) {
      return Measurement.blind(clock.instant(), e.getMessage());
    }
  }

  private Measurement seen(int checked, List<String> damaged, long checksums) {
    return new Measurement(
        List.of(
            Value.number("damaged", damaged.size()),
            Value.number("checked", checked),
            Value.number("checksum-failures", checksums)),
        null,
        damaged.isEmpty() ? null : String.join("\n", damaged),
        clock.instant());
  }

  /** Why it cannot be checked. */
  private static final class Unable extends Exception {
    private static final long serialVersionUID = 1L;

    Unable(String why) {
      super(why);
    }
  }

  /** The schema amcheck is in, quoted. */
  private static String extension(Tryout session, Target target) throws SQLException, Unable {
    Optional<String> there = Extension.schema(session.connection(), AMCHECK);
    if (there.isPresent()) {
      return there.get();
    }
    try {
      session.execute("CREATE EXTENSION amcheck");
    } catch (SQLException e) {
      boolean lacking = NO_FILE.equals(e.getSQLState()) || LACKING.equals(e.getSQLState());
      if (!lacking) {
        Tryout.rethrowLost(e);
      }
      throw new Unable(
          lacking
              ? "the server has no amcheck; install PostgreSQL's additional modules (contrib)"
              : "amcheck is not installed in %s, and %s may not create it (%s); have a superuser run CREATE EXTENSION amcheck and GRANT EXECUTE on its functions to %s"
                  .formatted(target.database(), target.user(), e.getSQLState(), target.user()));
    }
    return Extension.schema(session.connection(), AMCHECK).orElseThrow();
  }

  private static List<Relation> relations(Connection session, Asked asked) throws SQLException {
    try (PreparedStatement query = session.prepareStatement(RELATIONS)) {
      query.setString(1, asked.schema());
      query.setBoolean(2, asked.heap());
      try (ResultSet rows = query.executeQuery()) {
        List<Relation> all = new ArrayList<>();
        while (rows.next()) {
          all.add(new Relation(rows.getLong(1), rows.getString(2), rows.getBoolean(3)));
        }
        return all;
      }
    }
  }

  private static long checksums(Connection session) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(CHECKSUMS)) {
      row.next();
      return row.getLong(1);
    }
  }

  private record Relation(long oid, String name, boolean index) {
    /** What is damaged, or null. */
    String damage(Tryout session, String schema) throws SQLException, Unable {
      String sql =
          index
              ? "SELECT NULL FROM %s.bt_index_check(%d::oid::regclass)".formatted(schema, oid)
              : "SELECT format('block %%s: %%s', blkno, msg) FROM %s.verify_heapam(%d::oid::regclass) LIMIT 1"
                  .formatted(schema, oid);
      try (Statement statement = session.connection().createStatement()) {
        statement.execute("SAVEPOINT checked");
        try (ResultSet row = statement.executeQuery(sql)) {
          return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
          Tryout.rethrowLost(e);
          return finding(e, statement);
        }
      }
    }

    private static String finding(SQLException e, Statement statement) throws SQLException, Unable {
      statement.execute("ROLLBACK TO SAVEPOINT checked");
      String state = String.valueOf(e.getSQLState());
      if (state.equals(DENIED)) {
        throw new Unable(
            "this login may not run amcheck; have a superuser GRANT EXECUTE on its functions to"
                + " it");
      }
      if (!CORRUPTED.contains(state)) {
        throw e;
      }
      return Tryout.words(e);
    }
  }

  private record Asked(String schema, boolean heap, Duration timeout) {
    static Asked read(Node with) {
      String schema = with.required("schema").map(Identifier::name).orElse(null);
      boolean heap = !Boolean.FALSE.equals(with.optional("heap").map(Node::flag).orElse(true));
      Asked asked = new Asked(schema, heap, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
