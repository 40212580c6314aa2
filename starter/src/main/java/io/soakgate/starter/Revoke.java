package io.soakgate.starter;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soakgate revoke}. */
@Command(
    name = "revoke",
    description = "Take back what you agreed to, before it starts.",
    mixinStandardHelpOptions = true)
final class Revoke implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Person person;
  @Mixin private Gate gate;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the report")
  private String reason;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Connection connection = Connection.open(place)) {
      return new Said(connection, person.key(), spec.commandLine().getOut())
          .decision("revoke", person.deployment(), gate.decision(person.by(), List.of(), reason));
    }
  }
}
