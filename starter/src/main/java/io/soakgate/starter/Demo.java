package io.soakgate.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soakgate.admission.ReadPlan;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Status;
import io.soakgate.dev.OneMachine;
import io.soakgate.dev.Sample;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.target.Target;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soakgate demo}: a real deployment of a real runbook on one machine. */
@Command(
    name = "demo",
    description = "Deploy a real runbook on this machine, through staging and production.",
    mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {
  // A day passes in 20 seconds.
  static final int PACE = 4320;
  private static final String TROUBLED = "production";
  private static final String HOW_TO_APPROVE =
      """

      You approve: as soon as somebody is waited for, the last line below is what to type in another
      terminal. In the Temporal UI it is More Actions, Send a Signal, approve, with the input
        {"by": "%s", "attest": ["all"]}
      Or in Slack, which is a page of this machine: %s
      Every role is held by a person of its name. Ctrl-C ends it all.
      """;
  private static final String HOW_TO_APPROVE_IN_SLACK =
      """

      You approve in Slack, which is a page of this machine: open
        %s
      choose who you are, and press what a card in #prod-deployment offers. Nobody approves by itself.
      Every role is held by a person of its name. The last line below is what to type in another
      terminal instead, as soon as somebody is waited for. Ctrl-C ends it all.
      """;

  @Mixin private Place place;
  @Mixin private Plans plans;

  @Option(
      names = "--plan",
      paramLabel = "NAME",
      defaultValue = "menuca-v3",
      description = "the plan to deploy (default: ${DEFAULT-VALUE})")
  private String plan;

  @Option(names = "--yes", description = "approve for everybody; so does having no terminal")
  private boolean yes;

  @Option(
      names = "--slack",
      description = "approve as each role in this machine's own Slack, a page; nobody else does")
  private boolean slack;

  @Option(
      names = "--breach",
      description = "make trouble in production once it is watched, so that a rule rolls it back")
  private boolean breach;

  @Option(
      names = "--mode",
      paramLabel = "NAME",
      description = "one of the plan's modes (default: the plan's)")
  private String mode;

  @Option(names = "--keep", description = "leave the servers up afterwards")
  private boolean keep;

  @Spec private CommandSpec spec;

  private ReadPlan read;
  private String job;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    read = plans.read(plan);
    if (mode != null && read.plan().conduct().mode(mode) == null) {
      throw new BadInput(
          "plan " + plan + " has no mode " + mode + "; it has " + modes(read.plan()));
    }
    if (yes && slack) {
      throw new BadInput(
          "--yes approves for everybody, --slack leaves it to you; give one of them");
    }
    job = breach ? trouble() : null;
    OneMachine machine =
        new OneMachine(
            plans.folder(),
            read.plan(),
            place.state(),
            PACE,
            true,
            line -> {
              out.println(line);
              out.flush();
            });
    return CtrlC.stops(out, ctrlC -> run(machine, out));
  }

  private static String modes(Plan plan) {
    List<String> names = plan.conduct().names();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** What makes trouble in production. */
  private String trouble() throws IOException {
    return Sample.of(plans.folder(), plan)
        .breach()
        .orElseThrow(
            () ->
                new BadInput(
                    "plan "
                        + plan
                        + " has no sample/breach.sql, so nothing here could break one of its"
                        + " rules; leave --breach out, or write one"));
  }

  private int run(OneMachine machine, PrintWriter out) throws Exception {
    try (machine) {
      machine.start(true);
      out.println();
      out.println(Where.table(machine.where(), Integer.getInteger("soakgate.columns", 0)));
      Finished finished = deploy(machine, out);
      end(machine, out);
      out.println(finished.line());
      return finished.exitCode();
    }
  }

  private Finished deploy(OneMachine machine, PrintWriter out) throws Exception {
    Path messages = place.state().resolve("messages.txt");
    // In a terminal what people are told would tear the story apart.
    try (Connection connection = Connection.open(machine.temporal().profile());
        PrintStream console = new PrintStream(Files.newOutputStream(messages), true, UTF_8);
        Polling polling = Dev.polling(machine, connection, console)) {
      if (machine.temporal().ours() && machine.temporal().ui().isPresent()) {
        connection.endAll("cut off: a new demo made the databases anew");
      }
      out.println("  %-18s %s".formatted("worker", "in this process, for " + polling.serves()));
      out.println("  %-18s %s".formatted("messages", "what people are told: " + messages));
      WorkflowStub stub =
          Starting.start(
              connection.client(),
              new StartRequest(plan, Everybody.starter(read.plan()), mode),
              null,
              Optional.empty());
      out.println();
      out.println("Deployment " + stub.getExecution().getWorkflowId());
      machine.temporal().ui().ifPresent(ui -> out.println("  " + Dev.page(ui, stub)));
      return follow(machine, stub, out);
    }
  }

  private Finished follow(OneMachine machine, WorkflowStub stub, PrintWriter out)
      throws InterruptedException, ExecutionException {
    List<Consumer<Status>> lookers = new ArrayList<>();
    if (everybody()) {
      lookers.add(new Everybody(stub, Everybody.starter(read.plan()), breach)::look);
    } else {
      out.println(how(machine.page()));
    }
    try (Trouble trouble = new Trouble(troubled(machine), job)) {
      if (job != null) {
        lookers.add(trouble::look);
      }
      return new Live(stub, out, false, this::next, lookers).follow().orElseThrow();
    }
  }

  private String how(String page) {
    return slack
        ? HOW_TO_APPROVE_IN_SLACK.formatted(page)
        : HOW_TO_APPROVE.formatted(Everybody.starter(read.plan()), page);
  }

  private Target troubled(OneMachine machine) {
    Environment environment =
        read.plan().environments().stream()
            .filter(e -> e.name().equals(TROUBLED))
            .findFirst()
            .orElseThrow();
    return machine.target(environment.target());
  }

  /** What to type, as the first of those who are missing; nothing when nobody is needed. */
  private String next(Status status) {
    boolean answered = everybody() && Everybody.answers(status, breach);
    String typed = answered ? null : Live.typed(status);
    if (typed == null) {
      return null;
    }
    List<String> missing = status.gate() == null ? List.of() : status.gate().missing();
    String somebody = missing.isEmpty() ? Everybody.starter(read.plan()) : missing.get(0);
    return typed.replace("\"YOUR NAME\"", somebody) + place.typed();
  }

  private boolean everybody() {
    return yes || !slack && !Boolean.getBoolean("soakgate.stdin.terminal");
  }

  private void end(OneMachine machine, PrintWriter out) throws IOException {
    if (keep) {
      machine.leave();
      out.println("Everything stays up; `soakgate dev` adopts it, and stops it on Ctrl-C.");
    }
  }
}
