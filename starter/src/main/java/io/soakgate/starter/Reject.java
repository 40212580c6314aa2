package io.soakgate.starter;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soakgate reject}. */
@Command(
    name = "reject",
    description = "Refuse at the gate that is open.",
    mixinStandardHelpOptions = true)
final class Reject implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Person person;
  @Mixin private Gate gate;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why")
  private String reason;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Connection connection = Connection.open(place)) {
      return new Said(connection, person.key(), spec.commandLine().getOut())
          .decision("reject", person.deployment(), gate.decision(person.by(), List.of(), reason));
    }
  }
}
