package io.soakgate.starter;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soakgate approve}. */
@Command(
    name = "approve",
    description = "Agree at the gate that is open.",
    mixinStandardHelpOptions = true)
final class Approve implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Person person;
  @Mixin private Gate gate;

  @Option(
      names = "--attest",
      split = ",",
      paramLabel = "NAME",
      description = "what NAME confirms in person; all confirms everything asked of the role")
  private List<String> attest = List.of();

  @Option(names = "--reason", paramLabel = "TEXT", description = "a note that is kept")
  private String reason;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Connection connection = Connection.open(place)) {
      return new Said(connection, person.key(), spec.commandLine().getOut())
          .decision("approve", person.deployment(), gate.decision(person.by(), attest, reason));
    }
  }
}
