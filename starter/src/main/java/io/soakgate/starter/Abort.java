package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;

/** {@code soakgate abort}. */
@Command(
    name = "abort",
    description = "End a deployment: take back what it did, as its plan says.",
    mixinStandardHelpOptions = true)
final class Abort extends Saying {
  @Override
  Act act() {
    return Act.ABORT;
  }
}
