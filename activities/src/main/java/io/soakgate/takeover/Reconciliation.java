package io.soakgate.takeover;

import io.soakgate.audit.Audit;
import io.soakgate.audit.Snapshots;
import io.soakgate.audit.Snapshots.Snapshot;
import io.soakgate.deployment.AfterwardsWorkflow;
import io.soakgate.deployment.Entry;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.readonly.Reconciler;
import io.soakgate.target.AdmittedPlans;
import io.soakgate.target.AdmittedPlans.Kept;
import io.soakgate.target.Sessions;
import io.soakgate.target.Store;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Holds what the targets' ledgers show against what the history says, and lets go of what dead
 * sessions left. Needs no Temporal; where one answers, it is asked what runs.
 */
public record Reconciliation(Store store, Targets targets) {
  private static final String STREAM = "takeover";
  private static final Set<String> ENDED =
      Set.of("completed", "failed", "canceled", "terminated", "timed_out");

  /**
   * A change in a target.
   *
   * @param ledger how the ledger shows it
   * @param history what the history says of it last
   * @param agree whether both say the same
   */
  public record Row(
      String deployment,
      String target,
      String change,
      String ledger,
      String history,
      boolean agree) {}

  /**
   * A deployment.
   *
   * @param stood how it stood when the audit last heard of it
   * @param workflow what Temporal says of it
   */
  public record Deployed(String deployment, String stood, String workflow) {}

  /**
   * What was found.
   *
   * @param notes targets that cannot be reached, sessions that were let go of
   */
  public record Found(List<Row> rows, List<Deployed> deployments, List<String> notes) {

    /** Whether ledger and history agree everywhere they could be read. */
    public boolean agree() {
      return rows.stream().allMatch(Row::agree);
    }
  }

  /**
   * Looks.
   *
   * @param deployment whose, or null for everybody's
   * @param workflow what Temporal says of a deployment, in words
   */
  public Found look(String deployment, Function<String, String> workflow) throws SQLException {
    List<Row> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    if (deployment != null) {
      ids.add(deployment);
    }
    for (Target target : targets.list()) {
      try (Reach reach = Reach.of(target, deployment)) {
        if (reach.reached()) {
          notes.addAll(release(reach));
          new Reconciler(store, (cluster, id) -> ENDED.contains(workflow.apply(id)))
              .look(target)
              .ifPresent(words -> notes.add("target " + target.name() + ": " + words));
        } else {
          notes.add("target " + target.name() + " cannot be reached: " + reach.silence());
        }
        reach.progress().stream().map(Progress::deployment).forEach(ids::add);
        rows.addAll(rows(reach));
      }
    }
    List<Snapshot> snapshots = new Snapshots(store).list();
    if (deployment == null) {
      snapshots.stream().map(Snapshot::deployment).forEach(ids::add);
    }
    List<Deployed> known =
        ids.stream().map(id -> new Deployed(id, stood(id, snapshots), workflow.apply(id))).toList();
    return new Found(rows, known, notes);
  }

  private static String stood(String id, List<Snapshot> snapshots) {
    return snapshots.stream()
        .filter(s -> s.deployment().equals(id))
        .findFirst()
        .map(Snapshot::status)
        .map(s -> s.ending() == null ? s.doing() : "ended " + s.ending())
        .orElse("no snapshot");
  }

  private static List<String> release(Reach reach) throws SQLException {
    int gone = reach.ledger() ? Sessions.forget(reach.connection()) : 0;
    return gone == 0
        ? List.of()
        : List.of(
            "target "
                + reach.target().name()
                + ": let go of "
                + gone
                + (gone == 1 ? " session that is gone" : " sessions that are gone"));
  }

  private List<Row> rows(Reach reach) throws SQLException {
    List<Row> rows = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Progress progress : reach.progress()) {
      if (progress.touched() && seen.add(progress.deployment() + "\n" + progress.subject())) {
        rows.add(row(reach, progress.deployment(), progress.subject()));
      }
    }
    return rows;
  }

  private Row row(Reach reach, String deployment, String subject) throws SQLException {
    Progress last =
        reach.progress().stream()
            .filter(p -> p.deployment().equals(deployment) && p.subject().equals(subject))
            .filter(Progress::touched)
            .reduce((first, second) -> second)
            .orElseThrow();
    Optional<Entry> history = history(reach.target().name(), deployment, subject);
    String says = history.map(e -> e.kind() + " " + e.outcome()).orElse("nothing");
    return new Row(
        deployment, reach.target().name(), subject, last.words(), says, agree(last, history));
  }

  private Optional<Entry> history(String target, String deployment, String subject)
      throws SQLException {
    Optional<Kept> kept =
        new AdmittedPlans(store).latest(AfterwardsWorkflow.deployment(deployment));
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Known known = new Known(kept.get(), new Snapshots(store).latest(deployment));
    Plan plan = kept.get().plan();
    return plan.environments().stream()
        .filter(e -> e.target().equals(target))
        .map(Environment::name)
        .flatMap(name -> known.history(name, subject).stream())
        .reduce((first, second) -> second);
  }

  private static boolean agree(Progress last, Optional<Entry> history) {
    boolean done = history.map(e -> e.outcome().equals("ok")).orElse(false);
    boolean forward = history.map(e -> e.kind().equals("change")).orElse(true);
    return done == (last.finished() != null) && forward == last.purpose().equals("APPLY");
  }

  /** Writes what was found into the audit, one entry per change and note. */
  public void record(Found found, String by, Instant now) throws SQLException {
    for (Row row : found.rows()) {
      String words =
          "ledger: %s; history: %s; found by %s".formatted(row.ledger(), row.history(), by);
      Entry entry =
          new Entry(
              now,
              null,
              row.change(),
              "reconciled",
              row.agree() ? "ok" : "failed",
              row.target() + ": " + words);
      new Audit(store).append(row.deployment(), run(row.deployment()), STREAM, List.of(entry));
    }
  }

  private String run(String deployment) throws SQLException {
    return new Snapshots(store).latest(deployment).map(Snapshot::run).orElse("unknown");
  }
}
