package io.soakgate.starter;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;

/** Tells a deployment something by update, and prints its answer. */
final class Said {
  /** Where everything that is typed comes from. */
  static final String SOURCE = "cli";

  private final Connection connection;
  private final PrintWriter out;

  Said(Connection connection, PrintWriter out) {
    this.connection = connection;
    this.out = out;
  }

  /** Sends a command; the exit code tells whether it was taken. */
  int command(String deployment, Command command) {
    WorkflowStub stub = connection.deployment(deployment);
    return print(stub.update("command", Answer.class, command));
  }

  /** Sends a decision ({@code approve} or {@code reject}). */
  int decision(String name, String deployment, Approval approval) {
    return print(connection.deployment(deployment).update(name, Answer.class, approval));
  }

  private int print(Answer answer) {
    out.println(Plain.line(answer.words()));
    return answer.recorded() ? ExitCode.OK : ExitCode.REFUSED;
  }
}
