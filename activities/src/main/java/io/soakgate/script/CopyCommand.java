package io.soakgate.script;

import io.soakgate.script.Arguments.Unread;
import io.soakgate.script.SqlLexer.Token;
import java.util.List;
import java.util.Locale;

/**
 * psql's {@code \copy} as the SQL it stands for.
 *
 * @param sql {@code COPY … FROM STDIN …}
 * @param file what it reads, from the plan's folder; null: the lines below it
 */
record CopyCommand(String sql, String file) {

  /**
   * Reads what stands behind {@code \copy}.
   *
   * @throws Unread when it writes, runs a program, or is none
   */
  static CopyCommand read(String rest) throws Unread {
    Token from = from(rest);
    String tail = rest.substring(from.end()).strip();
    String head = "COPY " + rest.substring(0, from.end()).strip() + " STDIN";
    String word = tail.split("[\\s;]", 2)[0].toLowerCase(Locale.ROOT);
    if (word.equals("program") || word.equals("pstdin") || tail.isEmpty()) {
      throw new Unread(
          word.equals("program") ? "a script runs no program" : "nobody types at a script",
          "put the data into a file of the plan's folder: \\copy … from 'file'");
    }
    if (word.equals("stdin")) {
      return new CopyCommand(joined(head, tail.substring(word.length())), null);
    }
    int end = tail.startsWith("'") ? SqlLexer.skip(tail, 0) : tail.split("[\\s;]", 2)[0].length();
    if (end < 0) {
      throw new Unread("a quote is never closed", "close it");
    }
    String name = tail.substring(0, end);
    String file = name.startsWith("'") ? name.substring(1, end - 1).replace("''", "'") : name;
    return new CopyCommand(joined(head, tail.substring(end)), file);
  }

  private static String joined(String head, String options) {
    String plain = options.strip().replaceFirst(";\\s*$", "");
    return plain.isEmpty() ? head : head + " " + plain;
  }

  private static Token from(String rest) throws Unread {
    List<Token> tokens = SqlLexer.scan(rest, 2_000);
    int depth = 0;
    for (Token token : tokens) {
      depth += token.text().equals("(") ? 1 : token.text().equals(")") ? -1 : 0;
      if (depth == 0 && token.text().equals("FROM")) {
        return token;
      }
      if (depth == 0 && token.text().equals("TO")) {
        throw new Unread(
            "a script writes no file", "take the line out, or write a check that counts the rows");
      }
    }
    throw new Unread("no FROM stands in it", "write \\copy table from 'file' with (format csv)");
  }
}
