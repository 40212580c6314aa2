package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Parameters;

/** {@code soakgate do}. */
@picocli.CommandLine.Command(
    name = "do",
    description = "Run an action of the plan's actions now, where the deployment is.",
    mixinStandardHelpOptions = true)
final class DoVerb extends Saying {
  @Parameters(index = "1", paramLabel = "ACTION", description = "the name of one of its actions")
  private String action;

  @Override
  Act act() {
    return Act.DO;
  }

  @Override
  String option() {
    return action;
  }
}
