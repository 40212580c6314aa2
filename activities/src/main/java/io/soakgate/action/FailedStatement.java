package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import java.sql.SQLException;

/** A statement of a script that failed for good, and where in it. */
final class FailedStatement extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient SqlStatement statement;
  private final int position;

  /**
   * @param position where in the statement's text the error is, in characters from 1; 0: unknown
   */
  FailedStatement(SqlStatement statement, int position, SQLException cause) {
    super(cause);
    this.statement = statement;
    this.position = position;
  }

  /**
   * The failure of a statement that was sent alone.
   *
   * @throws SQLException the error itself, when the statement may succeed another time
   */
  static FailedStatement of(SqlStatement statement, SQLException e) throws SQLException {
    if (SqlErrors.passing(e)) {
      throw e;
    }
    return new FailedStatement(statement, SqlErrors.position(e), e);
  }

  /** The statement that failed. */
  SqlStatement statement() {
    return statement;
  }

  /** The failure in words: place, SQLSTATE, message, hint, first line, and what became of it. */
  String words(String consequence) {
    String where =
        statement.file()
            + ":"
            + statement.lineAt(position)
            + ": "
            + SqlErrors.words((SQLException) getCause());
    return where + "; the statement begins: " + statement.firstLine() + ". " + consequence;
  }
}
