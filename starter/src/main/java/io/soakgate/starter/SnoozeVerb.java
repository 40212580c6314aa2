package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code soakgate snooze}. */
@Command(
    name = "snooze",
    description =
        "Let breaches of a rule of the watch that runs lead to nothing for a while; what is"
            + " critical and rolls back takes a second person.",
    mixinStandardHelpOptions = true)
final class SnoozeVerb extends Saying {
  @Parameters(index = "1", paramLabel = "RULE", description = "the name of one of its rules")
  private String rule;

  @Option(
      names = "--for",
      required = true,
      paramLabel = "TIME",
      description = "for how long, such as 2h; at most 24h, and 0m ends it")
  private String lasts;

  @Override
  Act act() {
    return Act.SNOOZE;
  }

  @Override
  String option() {
    return rule + "/" + lasts;
  }
}
