package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.target.Ask;
import io.soakgate.target.Fences;
import io.soakgate.target.Ledger;
import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Target;
import io.soakgate.verdict.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts named schemas of a dump back in place, in one transaction and with no right but their
 * owner's (ADR 0026): the present ones are renamed and kept, and made anew from the dump under
 * their names. Until it commits others read what was there and nobody writes; a failure leaves it
 * so.
 */
record SchemaRestore(
    Target target,
    String application,
    Path backups,
    Optional<ClientTools> tools,
    RestoreWith asked) {

  /** What the name of a schema begins with that was replaced. */
  static final String KEPT = "soakgate_kept_";

  private static final String SHARED =
      "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('soakgate restore', 0))";

  /** What it would break, and what makes it impossible now. */
  Foreseen foresee() throws SQLException {
    try (Connection session = target.connect(application)) {
      Foreseen seen = new Outsiders(session, asked.schemas()).look();
      String first =
          "%s of %s %s put back in place: nobody writes to %s meanwhile, and what is there now is kept under another name"
              .formatted(names(), target.database(), many("is", "are"), many("it", "them"));
      List<String> breaks = new ArrayList<>(List.of(first));
      breaks.addAll(seen.breaks());
      return new Foreseen(seen.impossible(), List.copyOf(breaks));
    }
  }

  Effect act(ActRequest request, Pulse pulse) throws Exception {
    BackupResult backup = request.backup();
    if (!backup.kind().equals("dump")) {
      throw Refusal.of(
          "backup %s is a %s, and single schemas are restored from a dump; ask for one in the plan"
              .formatted(backup.id(), backup.kind()));
    }
    LedgerSchema.migrate(target);
    Ask ask = RestoredFrom.ask(request, pulse.fence());
    try (Connection session = target.connectForScripts(application)) {
      long token = Fences.claim(session, ask);
      Optional<Ledger.Run> begun = Ledger.begun(session, ask, Ledger.round(session, ask));
      if (begun.filter(Ledger.Run::finished).isPresent()) {
        return already(backup);
      }
      return restore(session, request, ask, token, pulse);
    }
  }

  private Effect restore(Connection session, ActRequest request, Ask ask, long token, Pulse pulse)
      throws Exception {
    long start = System.nanoTime();
    BackupResult backup = request.backup();
    Preparation preparation = new Preparation(target, target, application, backups, tools, null);
    KeptDump dump = preparation.whole(backup);
    Outsiders outsiders = new Outsiders(session, asked.schemas());
    Foreseen seen = outsiders.look();
    refuseImpossible(seen);
    session.setAutoCommit(false);
    try {
      KeptSchemas kept = new KeptSchemas(session, outsiders.there(), stamp(request.scope().now()));
      execute(session, SHARED);
      pulse.progress("keeps writers out of " + names());
      new Writers(session, target, application, pulse).keepOut(outsiders.tables(), asked.drain());
      long locked = System.nanoTime();
      kept.rename();
      List<String> held =
          new SchemaSource(
                  target,
                  application,
                  preparation.found(backup, dump),
                  dump.folder(),
                  asked.schemas())
              .run(new DumpScript(session, major(session), pulse), backup, pulse);
      refuseUnknown(kept.schemas(), held, backup);
      pulse.progress("reads what was restored");
      kept.prove(held, dump.manifest().counts(), backup, pulse);
      kept.release(asked.drain());
      record(session, request, ask, token, kept);
      session.commit();
      return effect(backup, kept, start, locked, seen.breaks());
    } finally {
      session.rollback();
      session.setAutoCommit(true);
    }
  }

  private void refuseImpossible(Foreseen seen) {
    if (!seen.impossible().isEmpty()) {
      throw Refusal.of(
          "%s cannot be put back in place: %s; nothing was changed"
              .formatted(names(), String.join("; ", seen.impossible())));
    }
  }

  // One that the backup does not hold was made since, and is gone afterwards.
  private void refuseUnknown(List<String> there, List<String> held, BackupResult backup) {
    for (String schema : asked.schemas()) {
      if (!there.contains(schema) && !held.contains(schema)) {
        throw Refusal.of(
            "there is no schema %s, and backup %s holds none; nothing was changed"
                .formatted(schema, backup.id()));
      }
    }
  }

  /** The ledger's row, and what this deployment applied is not applied any more. */
  private void record(Connection session, ActRequest request, Ask ask, long token, KeptSchemas kept)
      throws SQLException {
    Ledger.takenBack(session, ask.deployment());
    String digest = request.backup().digest();
    Ledger.Run run = Ledger.run(session, ask, Ledger.round(session, ask), digest, 1);
    String words = "restored from %s: %s".formatted(request.backup().id(), kept.words());
    Ledger.Row row = new Ledger.Row(1, 1, digest, true, words, 0);
    Ledger.done(session, run, ask, token, row, Duration.ZERO);
    Ledger.finish(session, run, ask, token);
  }

  private Effect effect(
      BackupResult backup, KeptSchemas kept, long start, long locked, List<String> broken) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Duration gap = Duration.ofNanos(System.nanoTime() - locked);
    String words =
        "%s of %s %s restored from %s in %s; nobody could write to %s for %s; %s"
            .formatted(
                names(),
                target.database(),
                many("was", "were"),
                backup.id(),
                Taken.seconds(took),
                many("it", "them"),
                Taken.seconds(gap),
                kept.words());
    List<String> notices = new ArrayList<>(broken);
    notices.add(kept.back());
    List<Value> values =
        List.of(
            Taken.millis("took", took),
            Taken.millis("gap", gap),
            Value.text("kept-as", String.join(",", kept.names())));
    return new Effect(words, took, 1, 0, values, List.copyOf(notices));
  }

  private Effect already(BackupResult backup) {
    String words =
        "%s of %s %s restored from %s by an earlier attempt"
            .formatted(names(), target.database(), many("was", "were"), backup.id());
    return new Effect(words, Duration.ZERO, 0, 1, List.of(), List.of());
  }

  private String names() {
    return many("schema ", "schemas ") + String.join(", ", asked.schemas());
  }

  private String many(String one, String more) {
    return asked.schemas().size() == 1 ? one : more;
  }

  private static String stamp(Instant now) {
    return SwapRestore.STAMP.format(now);
  }

  private static int major(Connection session) throws SQLException {
    return session.getMetaData().getDatabaseMajorVersion();
  }

  private static void execute(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
