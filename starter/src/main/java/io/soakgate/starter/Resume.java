package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import picocli.CommandLine.Command;

/** {@code soakgate resume}. */
@Command(
    name = "resume",
    description = "Go on after a pause, or answer a question: keep it.",
    mixinStandardHelpOptions = true)
final class Resume extends Saying {
  @Override
  Act act() {
    return Act.RESUME;
  }
}
