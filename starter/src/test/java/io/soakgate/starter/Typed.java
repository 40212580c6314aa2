package io.soakgate.starter;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command line did.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained about
 */
record Typed(int code, String out, String err) {

  /** Types a command line, without its first word. */
  static Typed at(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int code = line.execute(arguments);
    return new Typed(code, out.toString(), err.toString());
  }
}
