package io.soakgate.starter;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Status;
import io.soakgate.identity.SigningKey;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;

/** Tells a deployment something by update, signed where there is a key, and prints its answer. */
final class Said {
  /** Where everything that is typed comes from. */
  static final String SOURCE = "cli";

  private final Connection connection;
  private final Optional<SigningKey> key;
  private final PrintWriter out;

  Said(Connection connection, Optional<SigningKey> key, PrintWriter out) {
    this.connection = connection;
    this.key = key;
    this.out = out;
  }

  /** Sends a command; the exit code tells whether it was taken. */
  int command(String deployment, Command command) {
    WorkflowStub stub = connection.deployment(deployment);
    return print(stub.update("command", Answer.class, signed(stub, command)));
  }

  private Command signed(WorkflowStub stub, Command command) {
    return key.map(k -> k.sign(id(stub), run(stub), Instant.now().toString(), command))
        .orElse(command);
  }

  /** Sends a decision ({@code approve}, {@code reject} or {@code revoke}). */
  int decision(String name, String deployment, Approval approval) {
    WorkflowStub stub = connection.deployment(deployment);
    return print(
        stub.update(
            name, Answer.class, key.map(k -> signed(k, name, stub, approval)).orElse(approval)));
  }

  /** What is signed names one gate, so that it can open no other: the one that is open now. */
  private static Approval signed(SigningKey key, String name, WorkflowStub stub, Approval a) {
    Status.OpenGate open = name.equals("revoke") ? null : stub.query("status", Status.class).gate();
    Approval whole =
        open == null
            ? a
            : new Approval(
                a.by(),
                a.role(),
                a.environment() == null ? open.environment() : a.environment(),
                a.gate() == null ? open.moment() : a.gate(),
                a.attempt() == null ? (Integer) open.attempt() : a.attempt(),
                a.digest() == null ? open.digest() : a.digest(),
                a.attest(),
                a.reason(),
                a.source());
    return key.sign(name, id(stub), run(stub), Instant.now().toString(), whole);
  }

  private static String id(WorkflowStub stub) {
    return stub.getExecution().getWorkflowId();
  }

  private static String run(WorkflowStub stub) {
    return stub.describe().getExecution().getRunId();
  }

  private int print(Answer answer) {
    Plain.rows(answer.words(), 0).forEach(out::println);
    return answer.recorded() ? ExitCode.OK : ExitCode.REFUSED;
  }
}
