package io.soakgate.script;

import java.util.ArrayList;
import java.util.List;

/** The arguments of a meta-command, read as psql reads them. */
final class Arguments {
  private final String line;
  private final Variables variables;
  private final List<String> found = new ArrayList<>();
  private int at;

  private Arguments(String line, Variables variables) {
    this.line = line;
    this.variables = variables;
  }

  /** Why a line is none that Soakgate reads. */
  static final class Unread extends Exception {
    private static final long serialVersionUID = 1L;
    private final String todo;

    Unread(String why, String todo) {
      super(why);
      this.todo = todo;
    }

    String todo() {
      return todo;
    }
  }

  /**
   * The arguments on the rest of a line.
   *
   * @throws Unread when a quote is open, or psql would run a command or read another one
   */
  static List<String> read(String line, Variables variables) throws Unread {
    Arguments arguments = new Arguments(line, variables);
    while (arguments.blank()) {
      arguments.found.add(arguments.one());
    }
    return arguments.found;
  }

  private boolean blank() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at < line.length();
  }

  private String one() throws Unread {
    StringBuilder text = new StringBuilder();
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      char c = line.charAt(at);
      switch (c) {
        case '\'' -> quoted(text);
        case '"' -> doubled(text);
        case '`' -> throw new Unread("psql would run a command here", "write its answer instead");
        case '\\' -> throw new Unread("a second command on the line", "write it on a line below");
        default -> plain(text, c);
      }
    }
    return text.toString();
  }

  private void plain(StringBuilder text, char c) {
    Variables.Found variable = c == ':' ? variables.at(line, at) : null;
    text.append(variable == null ? String.valueOf(c) : variable.value().strip());
    at = variable == null ? at + 1 : variable.end();
  }

  /** As psql does, double quotes stay a part of what they hold. */
  private void doubled(StringBuilder text) throws Unread {
    int end = line.indexOf('"', at + 1);
    if (end < 0) {
      throw new Unread("a quote is never closed", "close it");
    }
    text.append(line, at, end + 1);
    at = end + 1;
  }

  private void quoted(StringBuilder text) throws Unread {
    for (at++; at < line.length(); at++) {
      char c = line.charAt(at);
      boolean twice = c == '\'' && line.startsWith("''", at);
      if (c == '\'' && !twice) {
        at++;
        return;
      }
      if (c == '\\' && at + 1 < line.length()) {
        text.append(escaped(line.charAt(++at)));
      } else {
        text.append(c);
        at += twice ? 1 : 0;
      }
    }
    throw new Unread("a quote is never closed", "close it");
  }

  private static char escaped(char c) throws Unread {
    if (c == 'x' || Character.isDigit(c)) {
      throw new Unread("a letter by its number", "write the letter itself");
    }
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'r' -> '\r';
      case 'f' -> '\f';
      default -> c;
    };
  }
}
