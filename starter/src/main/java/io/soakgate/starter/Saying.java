package io.soakgate.starter;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A verb that tells a running deployment one thing; its name says which. */
abstract class Saying implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Person person;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the report")
  private String reason;

  @Spec private CommandSpec spec;

  /** What it tells. */
  abstract Act act();

  /** The rollback option it names, or null. */
  String option() {
    return null;
  }

  /** The whole of what it tells. */
  Command command(String by, String reason) {
    return new Command(act(), by, reason, option(), Said.SOURCE);
  }

  @Override
  public Integer call() throws Exception {
    if (act() != Act.RESUME) {
      BadInput.unlessSaid(reason);
    }
    try (Connection connection = Connection.open(place)) {
      return new Said(connection, person.key(), spec.commandLine().getOut())
          .command(person.deployment(), command(person.by(), reason));
    }
  }
}
