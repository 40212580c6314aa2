package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code soakgate extend}. */
@Command(
    name = "extend",
    description = "Have the watch that runs last longer.",
    mixinStandardHelpOptions = true)
final class ExtendVerb extends Saying {
  @Parameters(index = "1", paramLabel = "WATCH", description = "the watch that runs")
  private String watch;

  @Parameters(
      index = "2",
      paramLabel = "TIME",
      description = "how much longer, such as 12h; at most 7d at once")
  private String longer;

  @Override
  Act act() {
    return Act.EXTEND;
  }

  @Override
  String option() {
    return watch + "/" + longer;
  }
}
