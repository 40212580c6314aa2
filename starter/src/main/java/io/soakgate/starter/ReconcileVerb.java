package io.soakgate.starter;

import io.soakgate.takeover.Reconciliation;
import io.soakgate.takeover.Reconciliation.Deployed;
import io.soakgate.takeover.Reconciliation.Found;
import io.soakgate.takeover.Reconciliation.Row;
import io.soakgate.worker.Configuration;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate reconcile}. */
@Command(
    name = "reconcile",
    description =
        "Hold the targets' ledgers against the history; let go of what dead sessions left, and of"
            + " read-only mode that nobody else releases. Needs no Temporal.",
    mixinStandardHelpOptions = true)
final class ReconcileVerb implements Callable<Integer> {
  @Mixin private Configured configured;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DEPLOYMENT",
      description = "the deployment's id (default: all of them)")
  private String deployment;

  @Option(names = "--record", description = "write what was found into the audit; needs --by")
  private boolean record;

  @Option(names = "--by", paramLabel = "NAME", description = "who looked; stands in the audit")
  private String by;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (record && by == null) {
      throw new BadInput("--by is missing: the audit says who looked; name yourself");
    }
    Configuration configuration = configured.read();
    Reconciliation reconciliation =
        new Reconciliation(configuration.store(), configuration.targets());
    Found found = look(reconciliation);
    tell(found, spec.commandLine().getOut());
    if (record) {
      reconciliation.record(found, by, Instant.now());
    }
    return found.agree() ? ExitCode.OK : ExitCode.DIFFERS;
  }

  private Found look(Reconciliation reconciliation) throws Exception {
    try (Connection connection = connection()) {
      Function<String, String> workflow =
          connection == null ? id -> "Temporal does not answer" : id -> workflow(connection, id);
      return reconciliation.look(deployment, workflow);
    }
  }

  private Connection connection() throws IOException {
    try {
      return Connection.open(configured.place());
    } catch (NoTemporal silent) {
      return null;
    }
  }

  private static String workflow(Connection connection, String id) {
    try {
      String status = connection.deployment(id).describe().getStatus().name();
      return status.replace("WORKFLOW_EXECUTION_STATUS_", "").toLowerCase(java.util.Locale.ROOT);
    } catch (WorkflowException none) {
      return "no workflow: Temporal knows none of that id";
    }
  }

  private static void tell(Found found, PrintWriter out) {
    for (Deployed deployed : found.deployments()) {
      out.println(Plain.line(deployed.deployment() + ": " + deployed.stood()));
      out.println("  workflow: " + Plain.line(deployed.workflow()));
      found.rows().stream()
          .filter(r -> r.deployment().equals(deployed.deployment()))
          .forEach(r -> row(r, out));
    }
    found.notes().forEach(note -> out.println(Plain.line(note)));
    if (found.deployments().isEmpty()) {
      out.println("neither a ledger nor the history knows any deployment");
    }
  }

  private static void row(Row row, PrintWriter out) {
    out.println(
        "  %s  %s, %s: ledger %s; history %s"
            .formatted(
                row.agree() ? "same   " : "DIFFERS",
                Plain.line(row.target()),
                Plain.line(row.change()),
                Plain.line(row.ledger()),
                Plain.line(row.history())));
  }
}
