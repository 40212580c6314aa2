package io.soakgate.action;

import java.util.Locale;

/**
 * One statement of a script.
 *
 * @param file the script's path in the plan's folder
 * @param line the line it starts on, from 1
 * @param text its text without the closing semicolon
 * @param kind how it may be run
 */
record SqlStatement(String file, int line, String text, Kind kind) {

  /** How a statement may be run, and what proves that it was. */
  enum Kind {
    /** Inside a transaction, together with its ledger row. */
    IN_TRANSACTION,
    /** A setting of the session: run again in every session, kept in no ledger. */
    SESSION,
    /** {@code CREATE INDEX CONCURRENTLY}: the catalog shows whether it is done. */
    BUILD_INDEX,
    /** {@code DROP INDEX CONCURRENTLY}: the catalog shows whether it is done. */
    DROP_INDEX,
    /** Outside a transaction, with nothing in the catalog that proves it. */
    OUTSIDE
  }

  /** True when it cannot run inside a transaction. */
  boolean outside() {
    return kind == Kind.BUILD_INDEX || kind == Kind.DROP_INDEX || kind == Kind.OUTSIDE;
  }

  /** Where it stands, {@code sql/a.sql:12}. */
  String at() {
    return file + ":" + line;
  }

  /** Its first line, at most 120 characters. */
  String firstLine() {
    String first = text.lines().findFirst().orElse("").strip();
    return first.length() <= 120 ? first : first.substring(0, 119) + "…";
  }

  /** Its first word in upper case; comments before it do not count. */
  String verb() {
    return SqlLexer.tokens(text, 1).stream().findFirst().orElse("").toUpperCase(Locale.ROOT);
  }
}
