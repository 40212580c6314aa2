package io.soakgate.action;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an SQLSTATE means for the one who got it, and the error in words. */
final class SqlErrors {
  private static final Set<String> IN_THE_WAY = Set.of("55P03", "40P01", "40001");
  private static final Set<String> LOST =
      Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300");

  private SqlErrors() {}

  /** Others held a lock: roll back, wait, try again (F-24, F-25). */
  static boolean inTheWay(SQLException e) {
    return IN_THE_WAY.contains(state(e));
  }

  /** The connection or the server is gone: what happened is the ledger's to say (F-09, F-21). */
  static boolean lost(SQLException e) {
    return state(e).startsWith("08") || LOST.contains(state(e));
  }

  /** The server has no session left to give. */
  static boolean full(SQLException e) {
    return state(e).equals("53300");
  }

  /** Somebody, or a timeout, cancelled the statement. */
  static boolean cancelled(SQLException e) {
    return state(e).equals("57014");
  }

  /** True when the same statement may succeed another time. */
  static boolean passing(SQLException e) {
    return inTheWay(e) || lost(e) || cancelled(e) && !timedOut(e);
  }

  // One SQLSTATE serves both: only the words tell a timeout from a cancel.
  private static boolean timedOut(SQLException e) {
    ServerErrorMessage message = server(e);
    return message != null && String.valueOf(message.getMessage()).contains("statement timeout");
  }

  static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  /** Where in the sent text the error is, from 1; 0 when the server did not say. */
  static int position(SQLException e) {
    ServerErrorMessage message = server(e);
    return message == null ? 0 : message.getPosition();
  }

  /**
   * The error in words: severity, SQLSTATE, message, hint. The detail is left out: it quotes rows.
   */
  static String words(SQLException e) {
    ServerErrorMessage message = server(e);
    if (message == null) {
      return "ERROR " + state(e) + ": " + firstLine(e.getMessage());
    }
    String hint = message.getHint() == null ? "" : "; hint: " + message.getHint();
    return message.getSeverity() + " " + state(e) + ": " + message.getMessage() + hint;
  }

  /** State and message, without the hint. */
  static String message(SQLException e) {
    ServerErrorMessage message = server(e);
    return state(e) + ": " + (message == null ? firstLine(e.getMessage()) : message.getMessage());
  }

  /** The detail on one line; only for errors about the catalog, never about rows. */
  static String detail(SQLException e) {
    ServerErrorMessage message = server(e);
    String detail = message == null ? null : message.getDetail();
    return detail == null ? "" : detail.replaceAll("\\s*\\n\\s*", ", ");
  }

  private static String firstLine(String text) {
    return text == null ? "" : text.lines().findFirst().orElse("").strip();
  }

  private static ServerErrorMessage server(SQLException e) {
    return e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
  }
}
