package io.soakgate.target;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * What stands between a worker and PostgreSQL, found out by looking (decision 5): which backend
 * answers, asked again and again while a second connection works.
 *
 * @param mode how backends are given to connections
 * @param behind where PostgreSQL itself answers as its pooler reaches it, {@code host:port}; null
 *     when there is no pooler or it uses a socket file
 */
public record Pooler(Mode mode, String behind) {
  private static final String APPLICATION = "soakgate/connect";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  // A pooler of several processes shares backends only within each of them.
  private static final int ROUNDS = 8;

  /** How a pooler gives backends to connections. */
  public enum Mode {
    /** No pooler: the backend that was named at the start of the session answers. */
    DIRECT,
    /** A backend belongs to one connection until it is closed. */
    SESSION,
    /** A backend belongs to one connection for one transaction. */
    TRANSACTION,
    /** A backend belongs to one connection for one statement. */
    STATEMENT,
    /** One connection works, and a second one gets no backend. */
    ONE_AT_A_TIME;

    /** Whether a session lasts and is not alone, as everything Soakgate does needs it to. */
    public boolean suits() {
      return this == DIRECT || this == SESSION;
    }

    /** In words. */
    public String words() {
      return switch (this) {
        case DIRECT -> "none, the address is PostgreSQL's own";
        case SESSION -> "session pooling";
        case TRANSACTION -> "transaction pooling";
        case STATEMENT -> "statement pooling";
        case ONE_AT_A_TIME -> "a pooler without a second backend for us";
      };
    }
  }

  /**
   * Looks, with two connections of at most 5 s each.
   *
   * @throws SQLException when not even one connection works
   */
  static Pooler look(Target target) throws SQLException {
    try (Connection one = target.connectWithin(APPLICATION, PATIENCE)) {
      int backend = backend(one);
      boolean direct = !between(one);
      String behind = direct ? null : behind(one);
      for (int round = 0; round < (direct ? 1 : ROUNDS); round++) {
        Optional<Mode> shared = shared(target, one, backend);
        if (shared.isPresent() && !(direct && shared.get() == Mode.ONE_AT_A_TIME)) {
          return new Pooler(shared.get(), behind);
        }
      }
      return new Pooler(direct ? Mode.DIRECT : Mode.SESSION, behind);
    }
  }

  /**
   * Whether the backend that answered one connection, which is still open, serves another one too:
   * it then was given away between two transactions.
   */
  private static Optional<Mode> shared(Target target, Connection one, int backend)
      throws SQLException {
    try (Connection other = target.connectWithin(APPLICATION, PATIENCE)) {
      other.setAutoCommit(false);
      boolean taken = backend(other) == backend;
      return taken || backend(one) != backend ? Optional.of(Mode.TRANSACTION) : Optional.empty();
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("statement pooling")) {
        return Optional.of(Mode.STATEMENT);
      }
      return Optional.of(Mode.ONE_AT_A_TIME);
    }
  }

  /**
   * Whether a pooler stands between: it names a backend of its own making at the login, for it may
   * give another one at any time.
   */
  public static boolean between(Connection connection) throws SQLException {
    return backend(connection) != connection.unwrap(PGConnection.class).getBackendPID();
  }

  private static int backend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static String behind(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_catalog.host(pg_catalog.inet_server_addr()) || ':'"
                    + " || pg_catalog.inet_server_port()")) {
      row.next();
      return row.getString(1);
    }
  }

  /** What to write in the worker's configuration instead, for people. */
  public String instead(Target target) {
    if (mode == Mode.ONE_AT_A_TIME) {
      return "let the pooler open at least 8 backends for this login, or name PostgreSQL's own"
          + " address";
    }
    if (target.host().endsWith(".pooler.supabase.com")) {
      String project = target.user().substring(target.user().indexOf('.') + 1);
      return "name port 5432 of the same host, which pools sessions, or the direct address db."
          + project
          + ".supabase.co:5432";
    }
    return "name PostgreSQL's own address"
        + (behind == null ? "" : " (the pooler reaches it at " + behind + ")")
        + ", or one whose pooler keeps a backend for the whole session (PgBouncer: pool_mode ="
        + " session)";
  }
}
