package io.soakgate.action;

import io.soakgate.plan.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Splits a script into its statements, each with its line. What psql understands and PostgreSQL
 * does not, and transactions of the script's own, are refused by line.
 */
final class ScriptSplitter {
  private static final Pattern ROUTINE =
      Pattern.compile("(?is)create\\s+(or\\s+replace\\s+)?(function|procedure)\\b.*");

  private final String file;
  private final String sql;
  private final Problems problems;
  private final List<SqlStatement> statements = new ArrayList<>();
  private int at;
  private int line = 1;
  private int start = -1;
  private int startLine;
  private int parentheses;
  private int blocks;
  private String before = "";

  private ScriptSplitter(String file, String sql, Problems problems) {
    this.file = file;
    this.sql = sql;
    this.problems = problems;
  }

  /**
   * The statements of one script, in order.
   *
   * @param file its path, for places
   * @param problems gets everything that cannot be run, each with its line
   */
  static List<SqlStatement> split(String file, byte[] bytes, Problems problems) {
    try {
      String sql = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // An editor's byte order mark is no SQL; psql drops it too.
      return new ScriptSplitter(file, sql.startsWith("\uFEFF") ? sql.substring(1) : sql, problems)
          .split();
    } catch (CharacterCodingException e) {
      problems.add(
          file,
          "not UTF-8",
          "its letters would reach the database changed",
          "convert it: iconv -t UTF-8");
      return List.of();
    }
  }

  private List<SqlStatement> split() {
    while (at < sql.length()) {
      int end = SqlLexer.skip(sql, at);
      if (end < 0) {
        unfinished();
        return statements;
      }
      if (end > at) {
        if (!SqlLexer.comment(sql, at)) {
          begin();
        }
        moveTo(end);
      } else {
        step();
      }
    }
    finish(at);
    return statements;
  }

  private void step() {
    char c = sql.charAt(at);
    if (c == '\\') {
      metaCommand();
    } else if (c == ';' && parentheses == 0 && blocks == 0) {
      finish(at);
      moveTo(at + 1);
    } else if (Character.isWhitespace(c)) {
      moveTo(at + 1);
    } else {
      begin();
      parentheses = Math.max(0, parentheses + (c == '(' ? 1 : c == ')' ? -1 : 0));
      int end = SqlLexer.word(sql, at);
      if (end > at) {
        word(sql.substring(at, end).toUpperCase(Locale.ROOT));
      }
      moveTo(Math.max(end, at + 1));
    }
  }

  /** Follows {@code BEGIN ATOMIC … END}, the one body whose semicolons stand in no quotes. */
  private void word(String word) {
    if (blocks > 0) {
      blocks += word.equals("CASE") ? 1 : word.equals("END") ? -1 : 0;
    } else if (word.equals("ATOMIC") && before.equals("BEGIN") && inRoutine()) {
      blocks = 1;
    }
    before = word;
  }

  private boolean inRoutine() {
    return ROUTINE.matcher(sql).region(start, at).matches();
  }

  private void begin() {
    if (start < 0) {
      start = at;
      startLine = line;
    }
  }

  private void finish(int end) {
    if (start >= 0) {
      add(sql.substring(start, end).stripTrailing());
    }
    start = -1;
    parentheses = 0;
    before = "";
  }

  private void add(String text) {
    if (StatementKinds.transactionControl(text)) {
      problems.add(
          file + ":" + startLine,
          "a transaction of its own: " + text.lines().findFirst().orElse(""),
          "Soakgate runs the script and its ledger in one transaction",
          "take the line out; say transaction: none for statement by statement");
    }
    if (text.toUpperCase(Locale.ROOT).startsWith("COPY ") && fromStdin(text)) {
      problems.add(
          file + ":" + startLine,
          "COPY … FROM STDIN",
          "the lines after it are data for psql, not SQL",
          "write INSERT statements (pg_dump --inserts)");
    }
    statements.add(new SqlStatement(file, startLine, text, StatementKinds.of(text)));
  }

  private static boolean fromStdin(String text) {
    List<String> tokens = SqlLexer.tokens(text, 2_000);
    int from = tokens.lastIndexOf("FROM");
    return from >= 0 && from + 1 < tokens.size() && tokens.get(from + 1).equals("STDIN");
  }

  private void metaCommand() {
    int end = SqlLexer.lineEnd(sql, at);
    String command = sql.substring(at, end).strip();
    problems.add(
        file + ":" + line,
        "not SQL: " + command,
        "only psql knows this command, the server does not",
        instead(command.split("\\s+")[0]));
    moveTo(end);
  }

  private static String instead(String command) {
    return switch (command) {
      case "\\i", "\\ir", "\\include" -> "name that file under files: in its place";
      case "\\copy", "\\." -> "write INSERT statements (pg_dump --inserts)";
      case "\\echo", "\\qecho", "\\warn" -> "write RAISE NOTICE in a DO block";
      case "\\set", "\\gset", "\\prompt" -> "write the value where it is used";
      case "\\c", "\\connect" -> "name the database as the environment's target";
      case "\\if", "\\elif", "\\else", "\\endif" -> "write IF in a DO block";
      default -> "take the line out, or write it as SQL";
    };
  }

  private void unfinished() {
    problems.add(
        file + ":" + line,
        "never closed: " + sql.substring(at, Math.min(sql.length(), at + 20)).strip(),
        "a quote or comment starts here and has no end",
        "close it");
  }

  private void moveTo(int end) {
    for (int i = at; i < end; i++) {
      if (sql.charAt(i) == '\n') {
        line++;
      }
    }
    at = end;
  }
}
