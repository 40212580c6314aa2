package io.soakgate.takeover;

import io.soakgate.audit.Snapshots.Snapshot;
import io.soakgate.deployment.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The page a person begins with: how it stands, what is left in order, how it goes back. */
record Readme(Known known, Instant now, List<EnvironmentPages> pages) {

  String text() throws Exception {
    StringBuilder text = new StringBuilder();
    head(text);
    for (EnvironmentPages page : pages) {
      text.append("### ").append(page.name()).append("\n\n");
      page.state().forEach(line -> text.append(line).append('\n'));
      text.append('\n');
    }
    left(text);
    back(text);
    return text.append(AFTER.formatted(known.kept().deployment())).toString();
  }

  private void head(StringBuilder text) {
    text.append("# ")
        .append(known.kept().plan().title())
        .append(": to be finished by hand\n\n")
        .append("Deployment `")
        .append(known.kept().deployment())
        .append("`, plan digest `")
        .append(known.kept().digest())
        .append("`, written ")
        .append(now.truncatedTo(ChronoUnit.SECONDS))
        .append(" by `soakgate runbook`.\n\n")
        .append(BEFORE)
        .append("\n```\n");
    pages.forEach(page -> text.append(page.export()).append('\n'));
    text.append("```\n\n## How it stands\n\n");
    known.snapshot().ifPresentOrElse(s -> snapshot(s, text), () -> text.append(NO_SNAPSHOT));
  }

  private static void snapshot(Snapshot snapshot, StringBuilder text) {
    Status status = snapshot.status();
    text.append("Soakgate last wrote at ")
        .append(snapshot.recorded().truncatedTo(ChronoUnit.SECONDS))
        .append(": **")
        .append(status.ending() == null ? status.doing() : "ended " + status.ending())
        .append("**");
    if (status.waitingFor() != null) {
      text.append(", waiting for ").append(status.waitingFor());
    }
    if (status.paused() != null) {
      text.append(", paused by ").append(status.paused());
    }
    if (status.question() != null) {
      text.append(".\nAsked: ").append(status.question());
    }
    text.append(".\n\n");
    if (status.readOnly() != null) {
      text.append(KEPT_OUT.formatted(status.readOnly()));
    }
    status.concessions().forEach(c -> text.append("- let pass: ").append(c).append('\n'));
    text.append(status.concessions().isEmpty() ? "" : "\n");
  }

  private void left(StringBuilder text) throws Exception {
    text.append("## What is left, in this order\n\n");
    int number = 1;
    for (EnvironmentPages page : pages) {
      List<String> lines = page.left();
      if (lines.isEmpty()) {
        text.append("**").append(page.name()).append("**: nothing.\n\n");
        continue;
      }
      text.append("### ").append(page.name()).append(": what is left\n\n");
      for (String line : lines) {
        text.append(number++).append(". ").append(line.replace("\n", "\n   ")).append("\n\n");
      }
    }
  }

  private void back(StringBuilder text) throws Exception {
    text.append("## How it goes back\n\n").append(BACK);
    for (EnvironmentPages page : pages) {
      List<String> lines = page.back();
      if (lines.isEmpty()) {
        text.append("**").append(page.name()).append("**: nothing to take back.\n\n");
      }
      lines.forEach(
          line ->
              text.append(line.startsWith("-") ? line.replace("\n", "\n  ") : line).append('\n'));
    }
  }

  private static final String BEFORE =
      """
      **Stop Soakgate's workers before you begin.** Every file takes Soakgate's lock and its fence,
      refuses to run beside a worker, and writes into the ledger (schema `soakgate`) exactly what
      Soakgate would have written, so that it goes on from there, or reports it, later. A file may
      be run again: what the ledger shows as done is not done twice. Run all of them from this
      folder, with the client programs of PostgreSQL 14 or newer. Where a bound says *baseline*, it
      is the same figure before: run the checks once before you begin and keep them.

      Passwords belong into `~/.pgpass` (or `PGPASSFILE`), never into these lines:
      """;
  private static final String KEPT_OUT =
      """
      **The application's writes are kept out**: %s. Without workers nobody makes that lease longer, and
      nobody releases it: let writes in when you are through, with `soakgate reconcile` once the lease
      ran out, or by hand before (docs/read-only.md). Until then your own sessions are held back too,
      unless you `export PGOPTIONS='-c default_transaction_read_only=off'` first.

      """;
  private static final String NO_SNAPSHOT =
      "Soakgate's own database holds no snapshot of it; what follows is from the ledgers.\n\n";
  private static final String BACK =
      """
      Files are written for what the ledgers show now: after running more of the above, write the
      runbook again (`soakgate runbook`; it needs no Temporal). A file that is too old refuses.

      """;
  private static final String AFTER =
      """
      ## When Temporal is back

      `soakgate reconcile %1$s` shows what was done by hand beside what the history says. If the
      deployment still runs, start a worker and type what `soakgate status %1$s` says (`resume` or
      `retry`): what the ledger shows as done is found, not done again. docs/takeover.md has the rest.
      """;
}
