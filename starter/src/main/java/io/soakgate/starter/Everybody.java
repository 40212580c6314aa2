package io.soakgate.starter;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Status;
import io.soakgate.plan.Plan;
import io.temporal.client.WorkflowStub;
import java.util.List;

/**
 * Approves for everybody at every gate and says something where the plan asks, for a demonstration
 * on disposable targets.
 */
public final class Everybody {
  private final WorkflowStub stub;
  private final String starter;
  private final boolean takesBack;

  /**
   * @param takesBack whether they answer with a rollback wherever one is offered
   */
  public Everybody(WorkflowStub stub, String starter, boolean takesBack) {
    this.takesBack = takesBack;
    this.stub = stub;
    this.starter = starter;
  }

  /** Somebody who may start a plan, where each role is held by a person of its name. */
  public static String starter(Plan plan) {
    return plan.start().isEmpty() ? plan.roles().get(0).name() : plan.start().get(0);
  }

  /** Whether it is asked something that everybody says yes to. */
  public static boolean agrees(Status status) {
    return status.question() != null
        && (status.next().startsWith("soakgate resume ") || picks(status));
  }

  /** Another option of a rollback that is blocked would be blocked as well. */
  private static boolean asksBack(Status status) {
    return status.question() != null
        && status.next().contains("soakgate rollback ")
        && !status.question().startsWith("ROLLBACK_BLOCKED");
  }

  /**
   * Whether it is asked something that they answer, so that nobody else has to.
   *
   * @param takesBack as it was made with
   */
  static boolean answers(Status status, boolean takesBack) {
    return status.gate() != null || agrees(status) || takesBack && asksBack(status);
  }

  private static boolean picks(Status status) {
    return status.question() != null && status.next().startsWith("soakgate window ");
  }

  /** The soonest window, by somebody of the role that the question names first. */
  private void pick(Status status) {
    String role = status.question().split(" ")[0];
    String soonest = status.next().split(" ")[3];
    say(new Command(Act.WINDOW, role, "demo --yes", soonest, Said.SOURCE));
  }

  /** Gives what is missing at the open gate; every role is held by a person of its name. */
  public void look(Status status) {
    if (status.gate() != null) {
      status.gate().attestations().forEach(this::answer);
      status.gate().missing().forEach(role -> approve(status.gate(), role));
    } else if (picks(status)) {
      pick(status);
    } else if (agrees(status)) {
      say(new Command(Act.RESUME, starter, "demo --yes", null, Said.SOURCE));
    } else if (takesBack && asksBack(status)) {
      say(new Command(Act.ROLLBACK, starter, "demo --breach", null, Said.SOURCE));
    }
  }

  private void answer(Status.Attestation asked) {
    if (asked.name().startsWith(Command.ANSWER_PREFIX)) {
      String prompt = asked.name().substring(Command.ANSWER_PREFIX.length());
      say(new Command(Act.ANSWER, asked.role(), "Nothing: a demonstration.", prompt, Said.SOURCE));
    }
  }

  private void say(Command command) {
    stub.update("command", Answer.class, command);
  }

  private void approve(Status.OpenGate gate, String role) {
    stub.update(
        "approve",
        Answer.class,
        new Approval(
            role,
            role,
            gate.environment(),
            gate.moment(),
            gate.attempt(),
            gate.digest(),
            List.of("all"),
            "demo --yes",
            "cli"));
  }
}
