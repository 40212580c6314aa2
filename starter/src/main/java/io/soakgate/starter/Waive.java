package io.soakgate.starter;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Parameters;

/** {@code soakgate waive}. */
@picocli.CommandLine.Command(
    name = "waive",
    description =
        "Let a must-check pass that failed or could not be seen; counts when a second person, not"
            + " the starter, says so.",
    mixinStandardHelpOptions = true)
final class Waive extends Saying {
  @Parameters(index = "1", paramLabel = "CHECK", description = "the check that is held")
  private String check;

  @Override
  Act act() {
    return Act.WAIVE;
  }

  @Override
  Command command(String by, String reason) {
    return new Command(act(), by, reason, null, Said.SOURCE, null, null, null, check);
  }
}
