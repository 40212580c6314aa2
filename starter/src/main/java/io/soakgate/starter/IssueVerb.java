package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Command.Note;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soakgate issue}. */
@Command(
    name = "issue",
    description = {
      "Log an issue; a soak that restarts on issues starts again.",
      "With --resolves, say what became of one that was logged."
    },
    mixinStandardHelpOptions = true)
final class IssueVerb implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Person person;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "what happened; with --resolves, what was done")
  private String reason;

  @Option(names = "--severity", paramLabel = "WORD", description = "low, medium, high or critical")
  private String severity;

  @Option(
      names = "--resolution",
      paramLabel = "TEXT",
      description = "what was done, when it is over already")
  private String resolution;

  @Option(names = "--lost", paramLabel = "TIME", description = "the time it cost, such as 15m")
  private String lost;

  @Option(names = "--resolves", paramLabel = "N", description = "the number of the issue")
  private Integer resolves;

  @Option(names = "--notes", paramLabel = "TEXT", description = "what else there is to say")
  private String notes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    BadInput.unlessSaid(reason);
    try (Connection connection = Connection.open(place)) {
      return new Said(connection, person.key(), spec.commandLine().getOut())
          .command(
              person.deployment(),
              new io.soakgate.deployment.Command(
                  Act.ISSUE,
                  person.by(),
                  reason,
                  null,
                  Said.SOURCE,
                  null,
                  null,
                  null,
                  null,
                  new Note(severity, resolution, lost, resolves, notes)));
    }
  }
}
