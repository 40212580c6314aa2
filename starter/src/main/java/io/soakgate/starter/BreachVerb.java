package io.soakgate.starter;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate breach}. */
@picocli.CommandLine.Command(
    name = "breach",
    description =
        "Say that a rule of the watch that runs is broken; the plan says what that leads to.",
    mixinStandardHelpOptions = true)
final class BreachVerb implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Person person;

  @Parameters(index = "1", paramLabel = "RULE", description = "the name of one of its rules")
  private String rule;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "what was seen; kept in the report")
  private String reason;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Connection connection = Connection.open(place)) {
      return new Said(connection, person.key(), spec.commandLine().getOut())
          .command(
              person.deployment(), new Command(Act.BREACH, person.by(), reason, rule, Said.SOURCE));
    }
  }
}
