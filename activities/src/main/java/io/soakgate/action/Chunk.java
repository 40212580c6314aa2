package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import io.soakgate.script.StatementKinds;
import io.soakgate.target.Notes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Up to 1,000 statements sent as one string: measured twice as fast as one by one. A savepoint
 * before it keeps the chance to run them one by one when one of them fails. What reads data is sent
 * alone, and so is everything of a script with savepoints of its own, which ours would undo.
 */
final class Chunk {
  private static final int STATEMENTS = 1_000;
  private static final int LENGTH = 512 * 1024;

  private final List<SqlStatement> statements;
  private final int first;

  private Chunk(List<SqlStatement> statements, int first) {
    this.statements = statements;
    this.first = first;
  }

  /** Cuts statements into chunks. */
  static List<Chunk> of(List<SqlStatement> statements) {
    boolean single = statements.stream().anyMatch(s -> StatementKinds.savepoint(s.text()));
    List<Chunk> chunks = new ArrayList<>();
    int from = 0;
    int length = 0;
    for (int i = 0; i < statements.size(); i++) {
      length += statements.get(i).text().length();
      boolean last = i + 1 == statements.size();
      if (single
          || last
          || alone(statements, i)
          || i + 1 - from == STATEMENTS
          || length >= LENGTH) {
        chunks.add(new Chunk(statements.subList(from, i + 1), from + 1));
        from = i + 1;
        length = 0;
      }
    }
    return chunks;
  }

  private static boolean alone(List<SqlStatement> statements, int i) {
    return statements.get(i).data() != null || statements.get(i + 1).data() != null;
  }

  /** Which statements these are, for people. */
  String words(int of) {
    int last = first + statements.size() - 1;
    return "statements " + first + " to " + last + " of " + of;
  }

  /**
   * Runs the chunk in the session's transaction.
   *
   * @throws FailedStatement when one of its statements fails for good
   * @throws SQLException when it may succeed another time
   */
  List<Notes.Line> run(SqlSession session) throws SQLException, FailedStatement {
    List<Notes.Line> notices = new ArrayList<>();
    if (statements.size() == 1) {
      oneByOne(session, notices);
      return notices;
    }
    session.run("SAVEPOINT soakgate_chunk");
    try {
      session.run(joined(), notices::add);
    } catch (SQLException e) {
      if (SqlErrors.passing(e)) {
        throw e;
      }
      failIfLocated(e);
      session.run("ROLLBACK TO SAVEPOINT soakgate_chunk");
      notices.clear();
      oneByOne(session, notices);
    }
    session.run("RELEASE SAVEPOINT soakgate_chunk");
    return notices;
  }

  private void oneByOne(SqlSession session, List<Notes.Line> notices)
      throws SQLException, FailedStatement {
    for (SqlStatement statement : statements) {
      try {
        session.run(statement, notices::add);
      } catch (SQLException e) {
        throw FailedStatement.of(statement, e);
      }
    }
  }

  private String joined() {
    StringBuilder joined = new StringBuilder();
    for (SqlStatement statement : statements) {
      // On a line of its own: the statement may end in a comment.
      joined.append(statement.text()).append("\n;\n");
    }
    return joined.toString();
  }

  private void failIfLocated(SQLException e) throws FailedStatement {
    int left = SqlErrors.position(e);
    for (SqlStatement statement : left > 0 ? statements : List.<SqlStatement>of()) {
      int length = statement.text().codePointCount(0, statement.text().length()) + 3;
      if (left <= length) {
        throw new FailedStatement(statement, left, e);
      }
      left -= length;
    }
  }
}
