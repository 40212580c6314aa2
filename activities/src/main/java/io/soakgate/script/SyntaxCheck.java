package io.soakgate.script;

import io.soakgate.plan.reading.Problems;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Has a PostgreSQL parse statements without running any (M-008, B-22; ADR 0007).
 *
 * <p>PostgreSQL parses the whole of a simple query before it runs the first statement of it. Sent
 * into a transaction that has already failed, behind a SELECT, the first statement is refused and
 * the rest is dropped, whatever it is; so only the parser's own errors tell anything.
 */
public final class SyntaxCheck {
  private static final int MOST = 100;
  private static final int STATEMENTS = 1_000;
  private static final int LENGTH = 512 * 1024;
  private static final String FAILED = "25P02";
  private static final String FIRST = "SELECT 1;\n";

  private final Connection connection;
  private final Problems problems;
  private final String server;
  private int told;

  private SyntaxCheck(Connection connection, Problems problems) throws SQLException {
    this.connection = connection;
    this.problems = problems;
    this.server = connection.getMetaData().getDatabaseProductVersion().split(" ")[0];
  }

  /**
   * Parses all statements and the bodies of their routines.
   *
   * @param connection a session of its own, in simple query mode, on any database: nothing of it is
   *     looked at, nothing stays in it; it is left rolled back
   * @param problems gets one problem per statement, at most 100
   * @return which server parsed them: {@code PostgreSQL 15.18}
   * @throws SQLException when the server is lost meanwhile
   */
  public static String parse(
      List<SqlStatement> statements, Connection connection, Problems problems) throws SQLException {
    SyntaxCheck check = new SyntaxCheck(connection, problems);
    connection.setAutoCommit(false);
    try {
      check.fail();
      List<SqlStatement> bodies = new ArrayList<>();
      statements.forEach(s -> RoutineBody.ofSql(s).ifPresent(bodies::add));
      check.all(statements);
      check.all(bodies);
      connection.rollback();
      check.routines(statements);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return "PostgreSQL " + check.server;
  }

  /** From here on nothing is run in this transaction: not even what only reads. */
  private void fail() throws SQLException {
    run("SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '60s'");
    try {
      run("SELECT 1 / 0");
    } catch (SQLException expected) {
      // That is what it is for.
    }
  }

  private void all(List<SqlStatement> statements) throws SQLException {
    int from = 0;
    int length = 0;
    for (int i = 0; i < statements.size() && told < MOST; i++) {
      length += statements.get(i).text().length();
      boolean last = i + 1 == statements.size();
      if (last || i + 1 - from == STATEMENTS || length >= LENGTH) {
        chunk(statements.subList(from, i + 1));
        from = i + 1;
        length = 0;
      }
    }
  }

  /** What stands before the one that cannot be parsed is fine; what stands behind it is sent on. */
  private void chunk(List<SqlStatement> statements) throws SQLException {
    List<SqlStatement> rest = statements;
    while (!rest.isEmpty() && told < MOST) {
      ServerErrorMessage error = parsed(rest);
      if (error == null) {
        return;
      }
      int bad = located(rest, error);
      if (bad < 0 && rest.size() > 1) {
        for (SqlStatement one : rest) {
          chunk(List.of(one));
        }
        return;
      }
      int position = bad < 0 ? 0 : error.getPosition() - offset(rest, bad);
      tell(rest.get(Math.max(0, bad)), position, error);
      rest = rest.subList(Math.max(0, bad) + 1, rest.size());
    }
  }

  private ServerErrorMessage parsed(List<SqlStatement> statements) throws SQLException {
    StringBuilder all = new StringBuilder(FIRST);
    // On a line of its own: a statement may end in a comment.
    statements.forEach(s -> all.append(s.text()).append("\n;\n"));
    return error(all.toString()).filter(e -> !FAILED.equals(e.getSQLState())).orElse(null);
  }

  private static int located(List<SqlStatement> statements, ServerErrorMessage error) {
    int left = error.getPosition() - FIRST.length();
    for (int i = 0; i < statements.size() && left > 0; i++) {
      left -= letters(statements.get(i));
      if (left <= 0) {
        return i;
      }
    }
    return -1;
  }

  private static int offset(List<SqlStatement> statements, int index) {
    return FIRST.length()
        + statements.subList(0, index).stream().mapToInt(SyntaxCheck::letters).sum();
  }

  private static int letters(SqlStatement statement) {
    return statement.text().codePointCount(0, statement.text().length()) + "\n;\n".length();
  }

  /** Bodies in PL/pgSQL are compiled as a routine that is never there after. */
  private void routines(List<SqlStatement> statements) throws SQLException {
    run("SET LOCAL statement_timeout = '60s'; SET LOCAL check_function_bodies = on; SAVEPOINT s");
    for (SqlStatement statement : statements) {
      Optional<RoutineBody> routine = RoutineBody.of(statement);
      if (routine.isPresent() && told < MOST) {
        String head = "ROLLBACK TO SAVEPOINT s;\n";
        Optional<ServerErrorMessage> error = error(head + routine.get().sql());
        error
            .filter(e -> RoutineBody.ERRORS.contains(e.getSQLState()))
            .ifPresent(
                e -> tell(statement, routine.get().position(e.getPosition() - head.length()), e));
      }
    }
  }

  private void tell(SqlStatement statement, int position, ServerErrorMessage error) {
    told++;
    problems.add(
        statement.at(position),
        String.valueOf(error.getMessage()),
        "PostgreSQL " + server + " cannot parse this statement: " + statement.firstLine(),
        error.getHint() == null ? todo(error) : error.getHint());
    if (told == MOST) {
      problems.add(
          statement.file(),
          MOST + " statements cannot be parsed",
          "no more were tried",
          "correct these first");
    }
  }

  private static String todo(ServerErrorMessage error) {
    return String.valueOf(error.getMessage()).endsWith("\":\"")
        ? "give the variable a value above it: \\set name value"
        : "correct it";
  }

  private Optional<ServerErrorMessage> error(String sql) throws SQLException {
    try {
      run(sql);
      return Optional.empty();
    } catch (PSQLException e) {
      if (e.getServerErrorMessage() == null || connection.isClosed()) {
        throw e;
      }
      return Optional.of(e.getServerErrorMessage());
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}
