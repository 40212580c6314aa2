package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import io.soakgate.plan.Plan;
import io.soakgate.slack.CheckUp;
import io.soakgate.slack.Tick;
import io.soakgate.slack.Tick.Mark;
import io.soakgate.worker.Configuration;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate slack check}. */
@Command(
    name = "check",
    description = {
      "Whether token, scopes, channels, people, roles, clock and key are as they must be.",
      "Nothing is posted. Run it where the worker runs: it reads the same secrets, and prints none."
    },
    mixinStandardHelpOptions = true)
final class SlackCheck implements Callable<Integer> {
  @Mixin private Configured configured;

  @Parameters(
      paramLabel = "PLAN",
      description = "plans whose channels and roles count (default: all in the folder of plans)")
  private List<String> names;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Configuration configuration = configured.read();
    if (configuration.slack() == null) {
      throw new BadInput(
          "the worker's configuration says nothing of Slack; docs/slack.md tells how to begin");
    }
    List<Plan> plans =
        Plans.all(configuration.folders().plans(), names).stream().map(ReadPlan::plan).toList();
    List<Tick> ticks = new CheckUp(Arranged.of(configuration, plans), Clock.systemUTC()).all();
    return tell(ticks);
  }

  private int tell(List<Tick> ticks) {
    PrintWriter out = spec.commandLine().getOut();
    ticks.forEach(tick -> out.println(line(tick)));
    long wrong = ticks.stream().filter(t -> t.mark() == Mark.WRONG).count();
    out.println(
        wrong == 0
            ? "Slack is as it must be"
            : wrong + (wrong == 1 ? " thing is wrong" : " things are wrong"));
    return wrong == 0 ? ExitCode.OK : ExitCode.ANYTHING_ELSE;
  }

  private static String line(Tick tick) {
    String mark =
        switch (tick.mark()) {
          case GOOD -> "good   ";
          case NOTE -> "note   ";
          case WRONG -> "WRONG  ";
        };
    return mark + Plain.line(tick.what() + (tick.todo() == null ? "" : "; " + tick.todo()));
  }
}
