package io.soakgate.probe;

import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** A test script, statement by statement, none of which can end the transaction around it. */
record TestScript(String file, List<String> statements) {
  private static final Set<String> TRANSACTION =
      Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "PREPARE");
  private static final Pattern FIRST_WORD =
      Pattern.compile("(?s)\\A(?:\\s|--[^\\n]*(?:\\n|\\z)|/\\*.*?\\*/)*([A-Za-z]+)");
  private static final Pattern PSQL = Pattern.compile("(?m)^\\s*\\\\.*$");
  private static final Set<String> GOOD = Set.of("t", "true", "pass", "passed", "ok");
  private static final Set<String> BAD = Set.of("f", "false", "fail", "failed", "error");

  /** Reads one; adds a problem for what cannot run inside one transaction that is rolled back. */
  static TestScript read(String file, String sql, Problems problems) {
    List<String> statements = new ArrayList<>();
    Matcher psql = PSQL.matcher(sql);
    if (psql.find()) {
      problems.add(
          file + ":" + (1 + sql.substring(0, psql.start()).lines().count()),
          psql.group().strip() + " is psql's own",
          "the server does not know it",
          "write it as SQL, or leave it away");
      return new TestScript(file, statements);
    }
    try {
      for (NativeQuery query : Parser.parseJdbcSql(sql, true, false, true, false, false)) {
        Matcher word = FIRST_WORD.matcher(query.nativeSql);
        if (word.find()) {
          statements.add(query.nativeSql);
          inside(file, word.group(1).toUpperCase(Locale.ROOT), query.nativeSql, problems);
        }
      }
    } catch (SQLException e) {
      problems.add(file, "cannot be read as SQL", e.getMessage(), "mend it");
    }
    return new TestScript(file, statements);
  }

  private static void inside(String file, String word, String sql, Problems problems) {
    boolean savepoint =
        sql.toUpperCase(Locale.ROOT).matches("(?s).*ROLLBACK\\s+(WORK\\s+)?TO\\b.*");
    if (TRANSACTION.contains(word) && !savepoint) {
      problems.add(
          file,
          word + " in a test script",
          "it runs in a transaction that is rolled back, so that nothing it does stays",
          "leave it away");
    }
  }

  /** Runs it until its end or its first error. */
  Told run(Tryout session) throws SQLException {
    Told told = new Told();
    for (String sql : statements) {
      try (Statement statement = session.connection().createStatement()) {
        told.take(statement, statement.execute(sql));
      } catch (SQLException e) {
        if (e.getSQLState() == null || e.getSQLState().matches("08.*|57.*")) {
          throw e;
        }
        told.failed(sql, e);
        return told;
      }
    }
    return told;
  }

  /** What a script said. */
  static final class Told {
    private final List<String> passed = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private String error;

    private void take(Statement statement, boolean rows) throws SQLException {
      boolean more = rows;
      while (more || statement.getUpdateCount() >= 0) {
        if (more) {
          try (ResultSet result = statement.getResultSet()) {
            take(result);
          }
        }
        more = statement.getMoreResults();
      }
    }

    private void take(ResultSet rows) throws SQLException {
      int name = column(rows, "name");
      int pass = column(rows, "pass");
      int detail = column(rows, "detail");
      while (name > 0 && pass > 0 && rows.next()) {
        add(rows.getString(name), rows.getString(pass), detail > 0 ? rows.getString(detail) : null);
      }
    }

    private void add(String name, String pass, String detail) {
      String word = pass == null ? "" : pass.toLowerCase(Locale.ROOT);
      boolean good = GOOD.contains(word);
      (good ? passed : failed).add(name);
      String odd = good || BAD.contains(word) ? "" : " (pass is " + pass + ", neither yes nor no)";
      lines.add((good ? "PASS " : "FAIL ") + name + odd + (detail == null ? "" : ": " + detail));
    }

    private static int column(ResultSet rows, String label) throws SQLException {
      ResultSetMetaData columns = rows.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        if (columns.getColumnLabel(i).equalsIgnoreCase(label)) {
          return i;
        }
      }
      return 0;
    }

    private void failed(String sql, SQLException e) {
      String first = sql.strip().lines().findFirst().orElse("");
      error = "ERROR " + e.getSQLState() + " at: " + first + ": " + e.getMessage();
    }

    Measurement measured(Instant at) {
      if (error == null && passed.isEmpty() && failed.isEmpty()) {
        return Measurement.blind(at, "the script returned no row with the columns name and pass");
      }
      List<String> note = new ArrayList<>();
      if (error != null) {
        note.add(error);
      }
      lines.stream().filter(l -> l.startsWith("FAIL")).forEach(note::add);
      lines.stream().filter(l -> l.startsWith("PASS")).forEach(note::add);
      return new Measurement(
          List.of(
              Value.number("checks", passed.size() + failed.size()),
              Value.number("passed", passed.size()),
              Value.number("failed", failed.size()),
              Value.number("errors", error == null ? 0 : 1),
              Value.text("failures", failed.isEmpty() ? "none" : String.join(", ", failed))),
          null,
          String.join("\n", note),
          at);
    }
  }
}
