package io.soakgate.backup;

import io.soakgate.action.Pulse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Runs in one session, and in its present transaction, what {@code pg_restore} writes as a script
 * for psql: its own settings, statements, and rows behind {@code COPY … FROM stdin}.
 *
 * @param session sends many statements as one string
 * @param serverMajor the server's major version
 */
record DumpScript(Connection session, int serverMajor, Pulse pulse) {
  private static final int KNOWS_TRANSACTION_TIMEOUT = 17;
  // Words for psql, which keep a script from saying others to it.
  private static final Pattern RESTRICT = Pattern.compile("\\\\(un)?restrict [A-Za-z0-9]{20,}\\s*");

  /** Runs a section that holds no rows; it is small, so it is sent as a whole. */
  void statements(InputStream script) throws IOException, SQLException {
    StringBuilder sql = new StringBuilder();
    Lines lines = new Lines(script);
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      sql.append(kept(line));
    }
    execute(sql.toString());
  }

  /** Runs the section of rows as it streams by. */
  void rows(InputStream script) throws IOException, SQLException {
    StringBuilder sql = new StringBuilder();
    Lines lines = new Lines(script);
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      String text = kept(line);
      if (text.startsWith("COPY ") && text.endsWith(" FROM stdin;\n")) {
        execute(sql.toString());
        sql.setLength(0);
        copy(text, lines);
      } else {
        sql.append(text);
      }
    }
    execute(sql.toString());
  }

  private String kept(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    // A setting that pg_restore 17 writes and older servers do not know.
    boolean unknown =
        serverMajor < KNOWS_TRANSACTION_TIMEOUT && text.startsWith("SET transaction_timeout =");
    return unknown || RESTRICT.matcher(text).matches() ? "\n" : text;
  }

  @SuppressWarnings("try")
  private void execute(String sql) throws SQLException {
    if (sql.isBlank()) {
      return;
    }
    try (Statement statement = session.createStatement();
        Pulse.Stop stop = pulse.onCancel(Cancel.of(statement))) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  private void copy(String text, Lines rows) throws IOException, SQLException {
    pulse.progress("fills " + text.substring("COPY ".length(), text.indexOf(' ', 5)));
    String copy = text.substring(0, text.lastIndexOf(';'));
    CopyIn in = session.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
    try {
      for (byte[] row = rows.next(); !end(row); row = rows.next()) {
        in.writeToCopy(row, 0, row.length);
      }
      in.endCopy();
    } finally {
      if (in.isActive()) {
        in.cancelCopy();
      }
    }
  }

  private static boolean end(byte[] row) throws IOException {
    if (row == null) {
      throw new IOException("pg_restore ended in the middle of a table's rows");
    }
    return row.length == 3 && row[0] == '\\' && row[1] == '.' && row[2] == '\n';
  }
}
