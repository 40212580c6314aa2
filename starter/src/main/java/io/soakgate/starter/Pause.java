package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;

/** {@code soakgate pause}. */
@Command(
    name = "pause",
    description = "Stop a deployment before its next step.",
    mixinStandardHelpOptions = true)
final class Pause extends Saying {
  @Override
  Act act() {
    return Act.PAUSE;
  }
}
