package io.soakgate.script;

import io.soakgate.script.SqlStatement.Fill;
import io.soakgate.script.SqlStatement.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Splits the text of one file into its statements, each with its place. Variables are filled in,
 * psql's own commands are carried out in their place.
 */
final class ScriptSplitter {
  private static final Pattern ROUTINE =
      Pattern.compile("(?is)create\\s+(or\\s+replace\\s+)?(function|procedure)\\b.*");

  private final String file;
  private final String sql;
  private final ScriptReader reader;
  private final MetaCommands commands;
  private int at;
  private int line = 1;
  private int lineStart;
  private int start = -1;
  private int startLine;
  private int startColumn;
  private int parentheses;
  private int blocks;
  private String before = "";
  private final StringBuilder filled = new StringBuilder();
  private final List<Fill> fills = new ArrayList<>();
  private int copied;

  ScriptSplitter(String file, String sql, ScriptReader reader) {
    this.file = file;
    this.sql = sql;
    this.reader = reader;
    this.commands = new MetaCommands(file, reader);
  }

  /** Hands every statement to the reader, in order. */
  void split() {
    while (at < sql.length()) {
      int end = SqlLexer.skip(sql, at);
      if (end < 0) {
        unfinished();
        return;
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
    commands.atTheEnd();
  }

  private void step() {
    char c = sql.charAt(at);
    Variables.Found variable = c == ':' ? variable() : null;
    if (c == '\\') {
      metaCommand();
    } else if (c == ';' && parentheses == 0 && blocks == 0) {
      finish(at);
      moveTo(at + 1);
    } else if (c == '\n' && start < 0 && commands.waitsForData()) {
      moveTo(at + 1);
      data();
    } else if (Character.isWhitespace(c)) {
      moveTo(at + 1);
    } else if (variable != null) {
      fill(variable);
    } else {
      letter(c);
    }
  }

  private void letter(char c) {
    begin();
    parentheses = Math.max(0, parentheses + (c == '(' ? 1 : c == ')' ? -1 : 0));
    int end = SqlLexer.word(sql, at);
    if (end > at) {
      word(sql.substring(at, end).toUpperCase(Locale.ROOT));
    }
    // A cast is no variable: both its colons are one.
    moveTo(Math.max(end, at + (sql.startsWith("::", at) ? 2 : 1)));
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

  private Variables.Found variable() {
    return sql.startsWith("::", at) ? null : reader.variables().at(sql, at);
  }

  private void fill(Variables.Found variable) {
    begin();
    if (!partOfAStatement(variable.value())) {
      problem(
          at,
          "`" + sql.substring(at, variable.end()) + "` stands for more than a part of a statement",
          "its value has a semicolon, a backslash or a quote that is never closed",
          "write it out here");
    }
    filled.append(sql, copied, at);
    fills.add(new Fill(filled.length(), variable.value().length(), variable.end() - at));
    filled.append(variable.value());
    copied = variable.end();
    moveTo(variable.end());
  }

  private static boolean partOfAStatement(String value) {
    int depth = 0;
    for (int i = 0; i < value.length(); ) {
      int end = SqlLexer.skip(value, i);
      char c = value.charAt(i);
      depth += end > i ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      if (end < 0 || end == i && (c == ';' || c == '\\') || SqlLexer.comment(value, i)) {
        return false;
      }
      i = Math.max(end, i + 1);
    }
    return depth == 0;
  }

  private void begin() {
    if (start < 0) {
      start = at;
      copied = at;
      startLine = line;
      startColumn = at - lineStart + 1;
    }
  }

  private void finish(int end) {
    if (start >= 0) {
      String written = sql.substring(start, end).stripTrailing();
      Origin origin = fills.isEmpty() ? null : new Origin(written, List.copyOf(fills));
      String text = origin == null ? written : filled.append(sql, copied, end).toString();
      add(text.stripTrailing(), origin);
    }
    start = -1;
    parentheses = 0;
    before = "";
    filled.setLength(0);
    fills.clear();
  }

  private void add(String text, Origin origin) {
    SqlStatement statement =
        new SqlStatement(file, startLine, startColumn, text, StatementKinds.of(text), null, origin);
    if (StatementKinds.copyToStdout(text)) {
      problem(
          start,
          "COPY … TO STDOUT",
          "nobody would read its rows",
          "take the line out, or write a check that counts them");
    }
    if (commands.waitsForData()) {
      problem(
          start,
          "on the line of a COPY … FROM STDIN: " + statement.firstLine(),
          "the lines below belong to the COPY, and it would run after this",
          "write it below the line with \\.");
    } else if (StatementKinds.copyFromStdin(text)) {
      commands.waitForData(statement);
    } else {
      reader.add(statement);
    }
  }

  private void metaCommand() {
    int end = SqlLexer.lineEnd(sql, at);
    String command = sql.substring(at, end).strip();
    String place = place(at);
    boolean inside = start >= 0;
    if (inside && commands.inside(place, command)) {
      finish(at);
    }
    moveTo(end);
    if (!inside) {
      commands.run(place, line, command);
    }
  }

  /** The lines that {@code COPY … FROM STDIN} reads, up to {@code \.} or the file's end. */
  private void data() {
    int from = at;
    int to = from;
    int next = from;
    boolean ended = false;
    while (next < sql.length() && !ended) {
      int lineEnd = SqlLexer.lineEnd(sql, next);
      ended = sql.substring(next, lineEnd).stripTrailing().equals("\\.");
      next = ended ? lineEnd : Math.min(sql.length(), lineEnd + 1);
      to = ended ? to : next;
    }
    commands.data(sql.substring(from, to).getBytes(StandardCharsets.UTF_8));
    moveTo(next);
  }

  private void unfinished() {
    problem(
        at,
        "never closed: " + sql.substring(at, Math.min(sql.length(), at + 20)).strip(),
        "a quote or comment starts here and has no end",
        "close it");
  }

  private void problem(int where, String what, String why, String todo) {
    reader.problems().add(place(where), what, why, todo);
  }

  private String place(int where) {
    boolean earlier = where < lineStart;
    return file
        + ":"
        + (earlier ? startLine : line)
        + ":"
        + (earlier ? startColumn : where - lineStart + 1);
  }

  private void moveTo(int end) {
    for (int i = at; i < end; i++) {
      if (sql.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    at = end;
  }
}
