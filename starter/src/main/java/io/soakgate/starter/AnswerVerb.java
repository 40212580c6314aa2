package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soakgate answer}. */
@Command(
    name = "answer",
    description = "Answer a question of the plan's report, such as what went well.",
    mixinStandardHelpOptions = true)
final class AnswerVerb implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Person person;

  @Option(
      names = "--prompt",
      paramLabel = "NAME",
      required = true,
      description = "which question; the gate names them")
  private String prompt;

  @Option(names = "--text", paramLabel = "TEXT", required = true, description = "the answer")
  private String text;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Connection connection = Connection.open(place)) {
      return new Said(connection, person.key(), spec.commandLine().getOut())
          .command(
              person.deployment(),
              new io.soakgate.deployment.Command(
                  Act.ANSWER, person.by(), text, prompt, Said.SOURCE));
    }
  }
}
