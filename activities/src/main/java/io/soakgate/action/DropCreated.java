package io.soakgate.action;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Ask;
import io.soakgate.target.Folders;
import io.soakgate.target.Ledger;
import io.soakgate.target.Notes;
import io.soakgate.target.Notes.Created;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Undoes a change by dropping what it created and nothing else (M-118, INV-09): indexes
 * concurrently, everything else in one transaction, the last created first, never {@code CASCADE}.
 *
 * <pre>
 * undo: drop-created
 * </pre>
 */
public final class DropCreated implements Action {
  private static final String DIGEST =
      ScriptStore.digest("drop-created".getBytes(StandardCharsets.UTF_8));

  private final Targets targets;
  private final ScriptBytes bytes;
  private final Patience patience;

  public DropCreated(Targets targets, Folders folders, Store store) {
    this(targets, folders, store, Patience.USUAL);
  }

  DropCreated(Targets targets, Folders folders, Store store, Patience patience) {
    this.targets = targets;
    this.bytes = new ScriptBytes(folders, new ScriptStore(store));
    this.patience = patience;
  }

  @Override
  public String kind() {
    return "drop-created";
  }

  @Override
  public List<String> check(Node with) {
    with.done();
    return List.of();
  }

  @Override
  public Effect act(Node with, ActRequest request, Pulse pulse) throws Exception {
    if (request.purpose() != Purpose.UNDO) {
      throw Refused.because(
          request.subject()
              + ": drop-created can only be the undo of a change; as a step of a rollback, name"
              + " the change");
    }
    Ask ask = Asks.of(request, pulse.fence());
    Attempt attempt =
        new Attempt(
            targets.get(request.scope().target()),
            ask,
            SqlOptions.LOCK_TIMEOUT,
            Duration.ZERO,
            patience,
            pulse);
    Migrated migrated = Migrated.of(request, path -> bytes.of(path, request));
    return attempt.run(hold -> run(hold, migrated));
  }

  @Override
  public ByHand byHand(Node with, ActRequest request, Connection ledger, String said)
      throws Exception {
    if (ledger == null) {
      return ByHand.nothing("drop what the ledger lists in soakgate.created, the last first");
    }
    Ask ask = Asks.of(request, Fence.NONE);
    Written written = Written.at(ledger, ask);
    if (written.nothing() != null) {
      return ByHand.nothing(written.nothing());
    }
    List<Created> created = created(ask, written.round(), ledger);
    List<String> strangers = new ArrayList<>();
    List<Doomed> doomed = Doomed.of(created, ledger, strangers);
    if (!strangers.isEmpty()) {
      return ByHand.nothing(refusal(ask.subject(), strangers));
    }
    PsqlFile file = written.file(DIGEST, created.size(), SqlOptions.LOCK_TIMEOUT, Duration.ZERO);
    List<Doomed> there = doomed.stream().filter(Doomed::there).toList();
    there.stream().filter(Doomed::concurrently).forEach(d -> concurrently(file, d));
    file.when("pg_temp.soakgate_unfinished()").line("BEGIN;");
    there.stream().filter(d -> !d.concurrently()).forEach(d -> together(file, d));
    Migrated.of(request, path -> bytes.of(path, request)).sql().forEach(file::statement);
    file.line("CALL pg_temp.soakgate_finish();").line("COMMIT;");
    file.otherwise("The ledger shows it as undone: nothing to do.");
    return new ByHand(file.text(), "drops the " + there.size() + " objects it had created");
  }

  private static void concurrently(PsqlFile file, Doomed doomed) {
    Ledger.Row row = Drops.row(doomed);
    String object = PsqlFile.literal(row.object());
    String existed = String.valueOf(row.existed());
    file.when("pg_temp.soakgate_left(" + row.first() + ")");
    file.write("intent", row.first(), row.last(), row.digest(), object, existed);
    file.when("to_regclass(" + object + ")::oid = " + existed);
    file.line(doomed.drop() + ";").endIf();
    file.write("done", row.first(), row.last(), row.digest(), object, existed).endIf();
  }

  private static void together(PsqlFile file, Doomed doomed) {
    Ledger.Row row = Drops.row(doomed);
    file.line(doomed.drop() + ";");
    file.write(
        "done",
        row.first(),
        row.last(),
        row.digest(),
        PsqlFile.literal(row.object()),
        String.valueOf(row.existed()));
  }

  private Effect run(Hold hold, Migrated migrated) throws SQLException, InterruptedException {
    Tally tally = new Tally();
    Connection connection = hold.session().connection();
    String subject = hold.ask().subject();
    List<Created> created = hold.transaction(() -> created(hold.ask(), hold.round(), connection));
    Optional<Ledger.Run> run = hold.run(DIGEST, created.size());
    if (run.isEmpty()) {
      return tally.effect(subject + " was never applied here: nothing to undo");
    }
    if (run.get().finished()) {
      tally.alreadyDone(created.size());
      return tally.effect("The ledger shows what " + subject + " created as dropped");
    }
    List<String> strangers = new ArrayList<>();
    List<Doomed> doomed = Doomed.of(created, connection, strangers);
    if (!strangers.isEmpty()) {
      throw Refused.because(refusal(subject, strangers));
    }
    new Drops(hold, run.get(), migrated, tally).run(doomed);
    long dropped = doomed.stream().filter(Doomed::there).count();
    return tally.effect(
        "Dropped "
            + dropped
            + (dropped == 1 ? " object" : " objects")
            + " it had created"
            + migrated.words());
  }

  /** What the ledger says was created, and indexes begun whose confirmation is missing. */
  private static List<Created> created(Ask ask, int round, Connection connection)
      throws SQLException {
    List<Creations.Id> unconfirmed = new ArrayList<>();
    for (Ledger.Row row : Ledger.unconfirmed(connection, ask, round)) {
      if (row.object() != null && row.existed() == 0) {
        IndexState there = IndexState.at(connection, row.object());
        unconfirmed.addAll(there.missing() ? List.of() : List.of(there.id()));
      }
    }
    // What the ledger lists comes first: its numbers must not move when the rest is gone.
    List<Created> all = new ArrayList<>(Notes.created(connection, ask, round));
    all.addAll(Creations.identify(unconfirmed, connection));
    return all;
  }

  private static String refusal(String subject, List<String> strangers) {
    return subject
        + ": nothing was dropped. Not what this deployment created: "
        + String.join("; ", strangers)
        + ". Somebody changed it since: restore its name, or undo the change by hand";
  }
}
