package io.soakgate.starter;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Keeps {@code docs/command-line.md}. */
class CommandLinePageTest {
  private static final String HEAD =
      """
      # The command line

      What `soakgate --help` and `soakgate VERB --help` print. This page is written by a test.

      ```
      %s```

      | exit code | means |
      |---|---|
      | 0 | done; with `--wait`: it succeeded |
      | 1 | anything that is not below |
      | 2 | what was typed, a plan or a configuration is wrong; nothing was changed |
      | 3 | with `--wait`: rolled back |
      | 4 | with `--wait --unattended`: a person is waited for |
      | 5 | refused or cancelled |
      | 6 | `status` while Temporal does not answer: it was told from Soakgate's own database |
      | 7 | `reconcile`: a ledger and the history say different things |
      | 130 | stopped by Ctrl-C |
      """;

  @Test
  void thePageIsWhatTheVerbsPrint() throws IOException {
    CommandLine line = Main.commandLine();
    String verbs =
        line.getSubcommands().values().stream()
            .flatMap(v -> Stream.concat(Stream.of(v), v.getSubcommands().values().stream()))
            .map(v -> "\n## " + name(v) + "\n\n```\n" + help(v) + "```\n")
            .collect(Collectors.joining());
    Stored.same(
        Stored.ROOT.resolve("docs").resolve("command-line.md"), HEAD.formatted(help(line)) + verbs);
  }

  private static String name(CommandLine verb) {
    return verb.getCommandSpec().qualifiedName().replaceFirst("^soakgate ", "");
  }

  private static String help(CommandLine line) {
    return line.getUsageMessage(Ansi.OFF);
  }
}
