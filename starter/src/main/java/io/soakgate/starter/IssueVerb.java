package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;

/** {@code soakgate issue}. */
@Command(
    name = "issue",
    description = "Log an issue; a soak that restarts on issues starts again.",
    mixinStandardHelpOptions = true)
final class IssueVerb extends Saying {
  @Override
  Act act() {
    return Act.ISSUE;
  }
}
