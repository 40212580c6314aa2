package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;

/** {@code soakgate retry}. */
@Command(
    name = "retry",
    description = "Try a held check, a change that failed or a blocked rollback step again.",
    mixinStandardHelpOptions = true)
final class Retry extends Saying {
  @Override
  Act act() {
    return Act.RETRY;
  }
}
