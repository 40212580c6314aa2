package io.soakgate.starter;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code soakgate resolve}. */
@picocli.CommandLine.Command(
    name = "resolve",
    description =
        "Say what became of a statement that failed: it is not run again, and retry goes on behind"
            + " it.",
    mixinStandardHelpOptions = true)
final class Resolve extends Saying {
  /** What a statement is resolved as. */
  enum As {
    done,
    skipped
  }

  @Parameters(index = "1", paramLabel = "CHANGE", description = "the change or step that is held")
  private String change;

  @Option(
      names = "--statement",
      required = true,
      paramLabel = "N",
      description = "the number of the statement that failed, from 1")
  private int statement;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "done|skipped",
      description =
          "done: its effect is there (the catalog is asked); skipped: it is not, and not wanted")
  private As as;

  @Override
  Act act() {
    return Act.RESOLVE;
  }

  @Override
  Command command(String by, String reason) {
    return new Command(act(), by, reason, null, Said.SOURCE, change, statement, as.name(), null);
  }
}
