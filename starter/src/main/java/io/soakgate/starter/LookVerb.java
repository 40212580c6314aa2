package io.soakgate.starter;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate look}. */
@picocli.CommandLine.Command(
    name = "look",
    description = "Look through a probe of the plan now, where the deployment is.",
    mixinStandardHelpOptions = true)
final class LookVerb implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Person person;

  @Parameters(index = "1", paramLabel = "PROBE", description = "the name of one of its probes")
  private String probe;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Connection connection = Connection.open(place)) {
      return new Said(connection, person.key(), spec.commandLine().getOut())
          .command(
              person.deployment(), new Command(Act.LOOK, person.by(), null, probe, Said.SOURCE));
    }
  }
}
