package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code soakgate window}. */
@Command(
    name = "window",
    description = "Pick the window of a deployment, where its plan leaves that to a role.",
    mixinStandardHelpOptions = true)
final class WindowVerb extends Saying {
  @Parameters(
      index = "1",
      paramLabel = "TIME",
      description = "when it opens, in the window's zone: 2026-11-22T02:00")
  private String opens;

  @Option(
      names = "--lasts",
      paramLabel = "TIME",
      description = "how long it lasts, such as 3h (default: as long as it may)")
  private String lasts;

  @Override
  Act act() {
    return Act.WINDOW;
  }

  @Override
  String option() {
    return lasts == null ? opens : opens + "/" + lasts;
  }
}
