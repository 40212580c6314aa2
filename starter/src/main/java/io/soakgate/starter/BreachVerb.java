package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code soakgate breach}. */
@Command(
    name = "breach",
    description =
        "Say that a rule of the watch that runs is broken; the plan says what that leads to.",
    mixinStandardHelpOptions = true)
final class BreachVerb extends Saying {
  @Parameters(index = "1", paramLabel = "RULE", description = "the name of one of its rules")
  private String rule;

  @Override
  Act act() {
    return Act.BREACH;
  }

  @Override
  String option() {
    return rule;
  }
}
