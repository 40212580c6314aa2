package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import java.util.List;
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

  @Option(
      names = "--choose",
      paramLabel = "NAME=VALUE",
      description = "what the option leaves to you; once for each of its parameters")
  private List<String> choose = List.of();

  @Override
  Act act() {
    return Act.ROLLBACK;
  }

  @Override
  String option() {
    return option;
  }

  @Override
  io.soakgate.deployment.Command command(String by, String reason) {
    return super.command(by, reason).choosing(choose);
  }
}
