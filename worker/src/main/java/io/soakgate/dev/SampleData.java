package io.soakgate.dev;

import io.soakgate.embedded.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A disposable database filled from SQL files. The files are loaded once, into a pristine database
 * that is copied each time; it gets its name and the files' digest only when all of it is loaded,
 * so that a killed load never counts, and edited files are loaded again.
 *
 * <p>What a script says about the database itself ({@code ALTER DATABASE ... SET}) is not copied.
 *
 * @param cluster where
 * @param database the name of the copy
 * @param files the SQL files in order; no psql commands, no COPY FROM STDIN
 * @param progress told what takes time
 */
public record SampleData(
    PostgresCluster cluster, String database, List<Path> files, Consumer<String> progress) {

  /**
   * Makes the copy unless there is one already, whatever was done to it since.
   *
   * @return whether it was made now
   */
  public boolean load() throws IOException, SQLException {
    try (Connection session = cluster.connect("postgres")) {
      if (exists(session, database)) {
        return false;
      }
      pristine(session);
      copy(session);
      return true;
    }
  }

  /** Makes a fresh copy in place of the present one; its sessions are ended. */
  public void reset() throws IOException, SQLException {
    try (Connection session = cluster.connect("postgres")) {
      pristine(session);
      drop(session, database);
      copy(session);
    }
  }

  private String pristineName() {
    return database + "_pristine";
  }

  private void pristine(Connection session) throws IOException, SQLException {
    String digest = digest();
    if (comment(session, pristineName()).filter(digest::equals).isPresent()) {
      return;
    }
    String draft = database + "_loading";
    drop(session, draft);
    execute(session, "CREATE DATABASE " + quoted(session, draft));
    try (SampleSession load = new SampleSession(cluster, draft, progress)) {
      for (Path file : files) {
        load.run(file);
      }
      load.settle();
    }
    execute(session, "COMMENT ON DATABASE " + quoted(session, draft) + " IS '" + digest + "'");
    drop(session, pristineName());
    execute(
        session,
        "ALTER DATABASE "
            + quoted(session, draft)
            + " RENAME TO "
            + quoted(session, pristineName()));
  }

  private void copy(Connection session) throws SQLException {
    execute(
        session,
        "CREATE DATABASE "
            + quoted(session, database)
            + " TEMPLATE "
            + quoted(session, pristineName()));
  }

  private String digest() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update(Files.readAllBytes(file));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static boolean exists(Connection session, String name) throws SQLException {
    try (PreparedStatement query =
        session.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static Optional<String> comment(Connection session, String name) throws SQLException {
    try (PreparedStatement query =
        session.prepareStatement(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = ?")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static void drop(Connection session, String name) throws SQLException {
    execute(session, "DROP DATABASE IF EXISTS " + quoted(session, name) + " WITH (FORCE)");
  }

  private static void execute(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(Connection session, String name) throws SQLException {
    try (Statement statement = session.createStatement()) {
      return statement.enquoteIdentifier(name, true);
    }
  }
}
