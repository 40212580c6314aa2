package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.target.Store;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;

/** The audit, to be checked and taken along (docs/audit.md). */
public record Audit(Store store) {
  private static final int FETCH = 500;

  /**
   * Checks what the store holds.
   *
   * @param deployment whose, or null for everybody's
   * @param head a hash that must be there, or its first digits; or null
   */
  public Verified verify(String deployment, String head) throws SQLException, IOException {
    try (Connection connection = open()) {
      String id = Rows.store(connection);
      Verification verification = new Verification(id, deployment == null, head);
      journal(connection, deployment, verification::take);
      entries(connection, deployment, verification::take);
      return verification.done();
    }
  }

  /**
   * Writes what the store holds into a file, whole or not at all; {@link #verifyFile} checks it
   * without any database.
   *
   * @param deployment whose, or null for everybody's
   * @return what checking it came to on the way; an audit with problems is exported all the same,
   *     because it is evidence
   */
  public Verified export(String deployment, Path to) throws SQLException, IOException {
    Path folder = to.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(folder, to.getFileName().toString(), ".new");
    try {
      Verified verified;
      try (Connection connection = open();
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
        verified = write(connection, deployment, out);
      }
      Files.move(fresh, to, StandardCopyOption.REPLACE_EXISTING);
      return verified;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static Verified write(Connection connection, String deployment, OutputStream out)
      throws SQLException, IOException {
    String id = Rows.store(connection);
    Verification verification = new Verification(id, deployment == null, null);
    long[] rows = new long[1];
    journal(
        connection,
        deployment,
        row -> {
          rows[0]++;
          verification.take(row);
        });
    entries(connection, deployment, verification::take);
    Verified verified = verification.done();
    ExportHead head =
        new ExportHead(
            ExportHead.FORMAT,
            Canonical.NAME,
            id,
            deployment,
            rows[0],
            verified.entries(),
            verified.head());
    ExportLines.write(out, head);
    journal(connection, deployment, row -> ExportLines.write(out, row));
    entries(connection, deployment, link -> ExportLines.write(out, link));
    return verified;
  }

  /**
   * Appends what somebody found outside of Temporal, to a stream of its own.
   *
   * @param deployment the workflow id
   * @param run the run's id, or what stands for it where nobody knows it
   */
  public void append(String deployment, String run, String stream, List<Entry> entries)
      throws SQLException {
    new AuditTable(store, Clock.systemUTC()).appendOnce(deployment, run, stream, entries);
  }

  /** Checks an export; needs nothing else. */
  public static Verified verifyFile(Path file, String head) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new ExportReader(in, head).read();
    }
  }

  private Connection open() throws SQLException {
    Connection connection = store.connectToAudit();
    try (Statement statement = connection.createStatement()) {
      // Read twice, and must be the same both times.
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private interface Taker<T> {
    void take(T row) throws IOException;
  }

  private static void journal(Connection connection, String deployment, Taker<Journaled> taker)
      throws SQLException, IOException {
    rows(connection, Rows.HEADS, deployment, "sequence", row -> Rows.journaled(row), taker);
  }

  private static void entries(Connection connection, String deployment, Taker<Link> taker)
      throws SQLException, IOException {
    String order = "deployment, run, stream, number";
    rows(connection, Rows.ENTRIES, deployment, order, row -> Rows.link(row), taker);
  }

  private interface Read<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static <T> void rows(
      Connection connection,
      String sql,
      String deployment,
      String order,
      Read<T> read,
      Taker<T> taker)
      throws SQLException, IOException {
    String where = deployment == null ? "" : " WHERE deployment = ?";
    try (PreparedStatement select =
        connection.prepareStatement(sql + where + " ORDER BY " + order)) {
      select.setFetchSize(FETCH);
      if (deployment != null) {
        select.setString(1, deployment);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          taker.take(read.read(rows));
        }
      }
    }
  }
}
