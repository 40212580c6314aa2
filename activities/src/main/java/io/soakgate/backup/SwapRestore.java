package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.target.Quoted;
import io.soakgate.target.Target;
import io.soakgate.verdict.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A full restore by swap (decision 12): the backup goes into a new database, is proven, and takes
 * the old one's place; the old one is kept under another name. Until the one transaction that
 * swaps, nothing of the old database is touched.
 *
 * @param backups the only folder dumps are read from
 * @param drain how long running transactions are let end
 */
record SwapRestore(
    Target target, String application, Path backups, Optional<ClientTools> tools, Duration drain) {
  static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

  /** What it would break, and what makes it impossible now. */
  Foreseen foresee() throws SQLException {
    Foreseen seen = new Breakage(target, application, target.database()).look();
    String first =
        "%s is swapped: running transactions have %d s to end, then every session in it is ended; the former database is kept beside it"
            .formatted(target.database(), drain.toSeconds());
    List<String> breaks = new ArrayList<>(List.of(first));
    breaks.addAll(seen.breaks());
    return new Foreseen(seen.impossible(), List.copyOf(breaks));
  }

  Effect act(ActRequest request, Pulse pulse) throws Exception {
    try (Connection session = OwnDatabase.open(target, application)) {
      Swaps swaps = Swaps.lock(session, target.database());
      Optional<Swaps.Swapped> done = swaps.done(request);
      if (done.isPresent()) {
        return already(done.get());
      }
      if (swaps.fenced(request)) {
        throw Refusal.of("a later attempt has taken over this restore; this one does nothing");
      }
      return restore(request, swaps, pulse);
    }
  }

  private Effect restore(ActRequest request, Swaps swaps, Pulse pulse) throws Exception {
    long start = System.nanoTime();
    ServerDatabases server = new ServerDatabases(swaps.session(), pulse);
    Foreseen seen = new Breakage(target, application, target.database()).look();
    refuseImpossible(seen);
    CarriedOver.rehearse(server, target.database());
    String fresh = fresh(server, swaps);
    swaps.begin(request, fresh);
    server.drop(fresh);
    try {
      prepare(request, server, fresh, pulse);
      String kept = kept(server, request.scope().now());
      pulse.progress("lets transactions in " + target.database() + " end");
      Duration waited = new Drain(server, target.database()).run(drain);
      pulse.progress("swaps " + target.database());
      Swap swap = new Swap(target, application, target.database(), fresh, kept);
      Duration gap = swap.run(swaps, server, request);
      List<Value> values =
          List.of(
              Taken.millis("took", since(start)),
              Taken.millis("gap", gap),
              Taken.millis("drained", waited),
              Value.text("kept-as", kept));
      return effect(request, kept, values, seen.breaks());
    } catch (Exception e) {
      dropQuietly(server, fresh, e);
      throw e;
    }
  }

  private void refuseImpossible(Foreseen seen) {
    if (!seen.impossible().isEmpty()) {
      throw Refusal.of(
          "%s cannot be swapped: %s; nothing was restored"
              .formatted(target.database(), String.join("; ", seen.impossible())));
    }
  }

  private String fresh(ServerDatabases server, Swaps swaps) throws SQLException {
    String fresh = ServerDatabases.named(target.database(), "_soakgate_new");
    if (server.oid(fresh) != 0 && !swaps.ours(fresh)) {
      throw Refusal.of(
          "a database %s is there and not of Soakgate's making; rename or drop it"
              .formatted(fresh));
    }
    return fresh;
  }

  private void prepare(ActRequest request, ServerDatabases server, String fresh, Pulse pulse)
      throws Exception {
    new Preparation(target, target, application, backups, tools, server)
        .fill(request.backup(), fresh);
    pulse.progress("writes the ledger of the restored database");
    RestoredFrom.write(target, fresh, request, pulse.fence());
    pulse.progress("gives it what " + target.database() + " has");
    new CarriedOver(server, target.database(), fresh).run();
  }

  private String kept(ServerDatabases server, Instant now) throws SQLException {
    String ending = "_before_restore_" + STAMP.format(now);
    String name = ServerDatabases.named(target.database(), ending);
    for (int n = 2; server.oid(name) != 0; n++) {
      name = ServerDatabases.named(target.database(), ending + "_" + n);
    }
    return name;
  }

  private static void dropQuietly(ServerDatabases server, String fresh, Exception cause) {
    try {
      server.drop(fresh);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private Effect effect(ActRequest request, String kept, List<Value> values, List<String> broken) {
    Duration took = Duration.ofMillis(values.get(0).number().longValue());
    String words =
        "%s was restored from %s in %s and swapped in; clients were kept out for %d ms; the former database is kept as %s"
            .formatted(
                target.database(),
                request.backup().id(),
                Taken.seconds(took),
                values.get(1).number().longValue(),
                kept);
    List<String> notices = new ArrayList<>(broken);
    notices.add(back(kept));
    return new Effect(words, took, 1, 0, values, List.copyOf(notices));
  }

  /** How a person takes the swap back. */
  private String back(String kept) {
    String name = Quoted.identifier(target.database());
    String aside = ServerDatabases.named(target.database(), "_restored");
    return "to go back, from another database, once everybody has left: BEGIN; ALTER DATABASE %s RENAME TO %s; ALTER DATABASE %s RENAME TO %s; COMMIT"
        .formatted(name, Quoted.identifier(aside), Quoted.identifier(kept), name);
  }

  private Effect already(Swaps.Swapped done) {
    String words =
        "%s was restored from %s by an earlier attempt; the former database is kept as %s"
            .formatted(target.database(), done.backup(), done.kept());
    List<Value> values = List.of(Value.text("kept-as", done.kept()));
    return new Effect(words, Duration.ZERO, 0, 1, values, List.of(back(done.kept())));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
