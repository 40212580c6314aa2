package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code soakgate rollback}. */
@Command(
    name = "rollback",
    description = "Roll a running deployment back with one of its plan's options.",
    mixinStandardHelpOptions = true)
final class RollbackVerb extends Saying {
  @Option(
      names = "--option",
      paramLabel = "NAME",
      description = "the rollback option (default: everything)")
  private String option;

  @Override
  Act act() {
    return Act.ROLLBACK;
  }

  @Override
  String option() {
    return option;
  }
}
