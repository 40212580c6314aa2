package io.soakgate.script;

import java.util.List;
import java.util.Locale;

/**
 * One statement of a script.
 *
 * @param file the script's path in the plan's folder
 * @param line the line it starts on, from 1
 * @param column the letter of that line it starts at, from 1
 * @param text what is sent, without the closing semicolon; variables are filled in
 * @param kind how it may be run
 * @param data what {@code COPY … FROM STDIN} reads, or null
 * @param origin how it was written, where that differs from the text; else null
 */
public record SqlStatement(
    String file, int line, int column, String text, Kind kind, byte[] data, Origin origin) {

  /** How a statement may be run, and what proves that it was. */
  public enum Kind {
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

  /**
   * A statement as the file has it.
   *
   * @param written its text there; empty when no letter of what is sent stands there
   * @param fills where variables were filled in, in order
   */
  public record Origin(String written, List<Fill> fills) {}

  /** At this index of the sent text, so many letters stand for so many written ones. */
  public record Fill(int at, int filled, int written) {}

  /** A statement that is sent as it was written. */
  public SqlStatement(String file, int line, String text, Kind kind) {
    this(file, line, 1, text, kind, null, null);
  }

  /** True when it cannot run inside a transaction. */
  public boolean outside() {
    return kind == Kind.BUILD_INDEX || kind == Kind.DROP_INDEX || kind == Kind.OUTSIDE;
  }

  /** Where it stands, {@code sql/a.sql:12:1}. */
  public String at() {
    return file + ":" + line + ":" + column;
  }

  /**
   * Where a position of its text stands in the file.
   *
   * @param position in letters from 1, as PostgreSQL counts; 0 means the beginning
   * @return {@code sql/a.sql:13:8}
   */
  public String at(int position) {
    String before = before(position);
    int newline = before.lastIndexOf('\n');
    int letters = newline < 0 ? column + before.length() : before.length() - newline;
    return file + ":" + lineAt(position) + ":" + letters;
  }

  /** The file's line that a position of its text stands on. */
  public int lineAt(int position) {
    return line + (int) before(position).chars().filter(c -> c == '\n').count();
  }

  /** What stands before the position in the file, from the statement's beginning. */
  private String before(int position) {
    int letters = Math.max(0, Math.min(position - 1, text.codePointCount(0, text.length())));
    int end = text.offsetByCodePoints(0, letters);
    if (origin == null) {
      return text.substring(0, end);
    }
    int written = end;
    for (Fill fill : origin.fills()) {
      if (end >= fill.at() + fill.filled()) {
        written += fill.written() - fill.filled();
      } else if (end > fill.at()) {
        written -= end - fill.at();
      }
    }
    return origin.written().substring(0, Math.min(written, origin.written().length()));
  }

  /** Its first line, at most 120 characters. */
  public String firstLine() {
    String first = text.strip().lines().findFirst().orElse("").strip();
    return first.length() <= 120 ? first : first.substring(0, 119) + "…";
  }

  /** Its first word in upper case; comments before it do not count. */
  public String verb() {
    return SqlLexer.tokens(text, 1).stream().findFirst().orElse("").toUpperCase(Locale.ROOT);
  }
}
