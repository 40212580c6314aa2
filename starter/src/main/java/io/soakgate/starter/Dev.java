package io.soakgate.starter;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.admission.ReadPlan;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Queues;
import io.soakgate.dev.OneMachine;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate dev}: everything a plan needs on one machine, until Ctrl-C. */
@Command(
    name = "dev",
    description = "Start what is missing on this machine, and a worker; Ctrl-C stops it all.",
    mixinStandardHelpOptions = true)
final class Dev implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Plans plans;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PLAN",
      defaultValue = "menuca-v3",
      description = "the plan whose targets are started (default: ${DEFAULT-VALUE})")
  private String plan;

  @Option(
      names = "--pace",
      paramLabel = "N",
      defaultValue = "" + Demo.PACE,
      description = "how much faster than life waits pass (default: ${DEFAULT-VALUE})")
  private int pace;

  @Option(names = "--fresh", description = "give each target a fresh copy of its sample data")
  private boolean fresh;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ReadPlan read = plans.read(plan);
    OneMachine machine =
        new OneMachine(
            plans.folder(),
            read.plan(),
            place.state(),
            pace,
            false,
            line -> {
              out.println(line);
              out.flush();
            });
    return CtrlC.stops(
        out,
        ctrlC -> {
          try (machine) {
            machine.start(fresh);
            out.println(Where.table(machine.where(), Integer.getInteger("soakgate.columns", 0)));
            serve(machine, Everybody.starter(read.plan()), out, ctrlC);
          }
          return ExitCode.OK;
        });
  }

  private void serve(OneMachine machine, String starter, PrintWriter out, CtrlC ctrlC)
      throws Exception {
    try (Connection connection = Connection.open(machine.temporal().profile());
        Polling polling = polling(machine, connection, System.out)) {
      if (fresh && machine.temporal().ours()) {
        connection.endAll("cut off: dev --fresh made the databases anew");
      }
      out.println("  %-18s %s".formatted("worker", "polls for " + polling.serves()));
      out.println();
      machine
          .temporal()
          .ui()
          .ifPresent(ui -> out.println("Start one in the Temporal UI: " + form(ui)));
      out.println(
          "Start one here: "
              + Called.name()
              + " start "
              + plan
              + " --by "
              + starter
              + " --wait"
              + place.typed());
      out.println("Ctrl-C stops everything.");
      out.flush();
      ctrlC.await();
    }
  }

  /** A worker in this process, on the configuration that was written. */
  static Polling polling(OneMachine machine, Connection connection, PrintStream console)
      throws IOException, InterruptedException {
    return Polling.start(
        connection.client(),
        Configured.read(machine.configuration()),
        new MetricRegistry(),
        console);
  }

  /** Where a deployment is shown. */
  static String page(String ui, WorkflowStub stub) {
    return ui + "/namespaces/default/workflows/" + stub.getExecution().getWorkflowId();
  }

  private static String form(String ui) {
    return ui
        + "/namespaces/default/workflows/start-workflow?taskQueue="
        + Queues.SOAKGATE
        + "&workflowType="
        + DeploymentWorkflow.TYPE;
  }
}
