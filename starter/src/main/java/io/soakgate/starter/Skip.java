package io.soakgate.starter;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Parameters;

/** {@code soakgate skip}. */
@picocli.CommandLine.Command(
    name = "skip",
    description =
        "Leave out a change that failed, or a blocked rollback step; the report names who and why.",
    mixinStandardHelpOptions = true)
final class Skip extends Saying {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CHANGE|STEP",
      description = "what is left out (default: what is held)")
  private String what;

  @Override
  Act act() {
    return Act.SKIP;
  }

  @Override
  Command command(String by, String reason) {
    return new Command(act(), by, reason, null, Said.SOURCE, what, null, null, null);
  }
}
