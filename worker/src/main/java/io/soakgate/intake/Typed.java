package io.soakgate.intake;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.RollbackWorkflow;
import io.soakgate.deployment.Status;
import io.soakgate.identity.People;
import io.soakgate.verdict.Gate.Holder;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowStub;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** {@code /soakgate status [deployment] | who [deployment] | issue [deployment] text}. */
final class Typed {
  private static final String USAGE =
      "/soakgate status [deployment] | who [deployment] | issue [deployment] what happened";
  private static final int SHOWN = 10;

  private final Attendant attendant;
  private final Voice voice;
  private final WorkflowClient client;
  private final People people;
  private final Clock clock;

  Typed(Attendant attendant, Voice voice, WorkflowClient client, People people, Clock clock) {
    this.attendant = attendant;
    this.voice = voice;
    this.client = client;
    this.people = people;
    this.clock = clock;
  }

  /** One deployment, and what was said beside its name. */
  private record Asked(WorkflowExecutionMetadata deployment, String rest) {
    String id() {
      return deployment.getExecution().getWorkflowId();
    }
  }

  /** Answers whoever typed it, alone. */
  void answer(Click click, String text) {
    String verb = text.split("\\s+", 2)[0];
    String rest = text.substring(verb.length()).strip();
    try {
      String person = attendant.door().person(click);
      attendant.whisper(
          click,
          switch (verb) {
            case "status" -> status(asked(rest));
            case "who" -> who(asked(rest));
            case "issue" -> issue(click, person, asked(rest));
            default -> USAGE;
          });
    } catch (Turned why) {
      attendant.refuse(click, "/soakgate " + verb, why.getMessage());
    } catch (Unclear why) {
      attendant.whisper(click, why.getMessage());
    } catch (Exception silent) {
      attendant.whisper(click, "no answer from Temporal; try again, or use soakgate status");
    }
  }

  /** What was typed does not say which deployment, or what. */
  private static final class Unclear extends Exception {
    private static final long serialVersionUID = 1;

    Unclear(String what) {
      super(what, null, false, false);
    }
  }

  private Asked asked(String text) throws Exception {
    List<WorkflowExecutionMetadata> running = voice.within(this::running);
    String first = text.split("\\s+", 2)[0];
    for (WorkflowExecutionMetadata one : running) {
      if (one.getExecution().getWorkflowId().equals(first)) {
        return new Asked(one, text.substring(first.length()).strip());
      }
    }
    if (running.size() == 1) {
      return new Asked(running.get(0), text);
    }
    throw new Unclear(
        running.isEmpty()
            ? "no deployment runs"
            : "more than one deployment runs; name one of "
                + String.join(
                    ", ", running.stream().map(r -> r.getExecution().getWorkflowId()).toList()));
  }

  private List<WorkflowExecutionMetadata> running() {
    return client
        .listExecutions(
            "WorkflowType IN ('%s', '%s') AND ExecutionStatus='Running'"
                .formatted(DeploymentWorkflow.TYPE, RollbackWorkflow.TYPE))
        .limit(SHOWN)
        .toList();
  }

  private Status query(Asked asked) throws Exception {
    WorkflowStub stub = client.newUntypedWorkflowStub(asked.id());
    return voice.within(() -> stub.query("status", Status.class));
  }

  private String status(Asked asked) throws Exception {
    Status s = query(asked);
    List<String> lines = new ArrayList<>();
    lines.add(s.deployment() + ": " + s.doing());
    add(lines, "waits for ", s.waitingFor());
    add(lines, "paused: ", s.paused());
    add(lines, "writes are kept out ", s.readOnly());
    add(lines, "asked: ", s.question());
    add(lines, "next: ", s.next());
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, String name, String value) {
    if (value != null) {
      lines.add(name + value);
    }
  }

  private String who(Asked asked) throws Exception {
    Status.OpenGate gate = query(asked).gate();
    List<String> lines = new ArrayList<>();
    lines.add(
        gate == null
            ? asked.id() + ": no gate is open"
            : "%s: %s %s still needs %s"
                .formatted(
                    asked.id(),
                    gate.environment(),
                    gate.moment(),
                    String.join(", ", gate.missing())));
    for (Holder holder : people.holders()) {
      boolean missing = gate != null && gate.missing().contains(holder.role());
      lines.add(
          holder.role() + (missing ? " (missing): " : ": ") + String.join(", ", holder.people()));
    }
    return String.join("\n", lines);
  }

  private String issue(Click click, String person, Asked asked) throws Unclear, Turned {
    if (asked.rest().isEmpty()) {
      throw new Unclear("say what happened: /soakgate issue what happened");
    }
    return voice
        .command(
            asked.id(),
            asked.deployment().getExecution().getRunId(),
            click.id(),
            clock.instant().toString(),
            new Command(Act.ISSUE, person, asked.rest(), null, People.SLACK))
        .words();
  }
}
