package io.soakgate.intake;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.RollbackWorkflow;
import io.soakgate.deployment.Status;
import io.soakgate.identity.People;
import io.soakgate.verdict.Gate.Holder;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /soakgate status [deployment] | who [deployment] | issue [deployment] text}. */
final class Typed {
  private static final String USAGE =
      "/soakgate status [deployment] | who [deployment] | issue [deployment] what happened";
  private static final int SHOWN = 10;
  private static final List<String> TYPES = List.of(DeploymentWorkflow.TYPE, RollbackWorkflow.TYPE);
  // What Temporal takes for an id.
  private static final int LONGEST = 1_000;
  // Such as shop-20261121-071500: an issue of one that ended must not go into another's report.
  private static final Pattern LIKE_AN_ID = Pattern.compile("[A-Za-z].*-\\d.*");

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

  /** Answers whoever typed it, alone. */
  void answer(Click click, String text) {
    String verb = text.split("\\s+", 2)[0];
    String rest = text.substring(verb.length()).strip();
    try {
      String person = attendant.door().person(click);
      attendant.whisper(
          click,
          switch (verb) {
            case "status" -> status(deployment(first(rest)));
            case "who" -> who(deployment(first(rest)));
            case "issue" -> issue(click, person, rest);
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

  private static String first(String text) {
    return text.split("\\s+", 2)[0];
  }

  /**
   * One that runs: the one of that name, or without a name the only one. What was named is never
   * answered for by another.
   */
  private WorkflowExecution deployment(String name) throws Exception {
    Optional<WorkflowExecution> named =
        known(name)
            .filter(d -> d.getStatus() == WORKFLOW_EXECUTION_STATUS_RUNNING)
            .map(WorkflowExecutionMetadata::getExecution);
    if (named.isPresent()) {
      return named.get();
    }
    List<WorkflowExecution> running = voice.within(this::running);
    if (name.isEmpty() && running.size() == 1) {
      return running.get(0);
    }
    throw none(name, running.stream().map(WorkflowExecution::getWorkflowId).toList());
  }

  /** By its id and not from the list, which is told of late and may be long. */
  private Optional<WorkflowExecutionDescription> known(String id) throws Exception {
    if (id.isEmpty() || id.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(voice.within(client.newUntypedWorkflowStub(id)::describe))
          .filter(d -> TYPES.contains(d.getWorkflowType()));
    } catch (WorkflowNotFoundException none) {
      return Optional.empty();
    }
  }

  private List<WorkflowExecution> running() {
    return client
        .listExecutions(
            "WorkflowType IN ('%s') AND ExecutionStatus='Running'"
                .formatted(String.join("', '", TYPES)))
        .limit(SHOWN)
        .map(WorkflowExecutionMetadata::getExecution)
        .toList();
  }

  private static Unclear none(String name, List<String> running) {
    String ids = String.join(", ", running);
    if (running.isEmpty()) {
      return new Unclear("no deployment runs");
    }
    return new Unclear(
        name.isEmpty()
            ? "more than one deployment runs; name one of " + ids
            : "no deployment %s runs; running %s %s"
                .formatted(name, running.size() == 1 ? "is" : "are", ids));
  }

  private Status query(WorkflowExecution deployment) throws Exception {
    WorkflowStub stub = client.newUntypedWorkflowStub(deployment.getWorkflowId());
    return voice.within(() -> stub.query("status", Status.class));
  }

  private String status(WorkflowExecution deployment) throws Exception {
    Status s = query(deployment);
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

  private String who(WorkflowExecution deployment) throws Exception {
    Status.OpenGate gate = query(deployment).gate();
    String id = deployment.getWorkflowId();
    List<String> lines = new ArrayList<>();
    lines.add(
        gate == null
            ? id + ": no gate is open"
            : "%s: %s %s still needs %s"
                .formatted(
                    id, gate.environment(), gate.moment(), String.join(", ", gate.missing())));
    for (Holder holder : people.holders()) {
      boolean missing = gate != null && gate.missing().contains(holder.role());
      lines.add(
          holder.role() + (missing ? " (missing): " : ": ") + String.join(", ", holder.people()));
    }
    return String.join("\n", lines);
  }

  private String issue(Click click, String person, String rest) throws Exception {
    String first = first(rest);
    String name = LIKE_AN_ID.matcher(first).matches() || known(first).isPresent() ? first : "";
    String happened = rest.substring(name.length()).strip();
    WorkflowExecution deployment = deployment(name);
    if (happened.isEmpty()) {
      throw new Unclear("say what happened: /soakgate issue what happened");
    }
    String answer =
        voice
            .command(
                deployment.getWorkflowId(),
                deployment.getRunId(),
                click.id(),
                clock.instant().toString(),
                new Command(Act.ISSUE, person, happened, null, People.SLACK))
            .words();
    return deployment.getWorkflowId() + ": " + answer;
  }
}
