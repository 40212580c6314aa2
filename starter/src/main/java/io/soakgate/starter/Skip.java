package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;

/** {@code soakgate skip}. */
@Command(
    name = "skip",
    description = "Leave a blocked rollback step out; the report names who and why.",
    mixinStandardHelpOptions = true)
final class Skip extends Saying {
  @Override
  Act act() {
    return Act.SKIP;
  }
}
