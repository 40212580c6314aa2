package io.soakgate.readonly;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ReadOnlyActivity.Engaged;
import io.soakgate.deployment.ReadOnlyActivity.ReadOnlyRequest;
import io.soakgate.deployment.ReadOnlyActivity.Released;
import io.soakgate.deployment.ReadOnlyActivity.Renewed;
import io.soakgate.readonly.Kept.Had;
import io.soakgate.readonly.OldSessions.Seen;
import io.soakgate.target.Target;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The read-only mode of one target (decision 15). Setting and lease change in one transaction, so
 * that a crash at any moment leaves both or neither.
 *
 * @param cluster tells this Temporal from others
 */
record ReadOnlyMode(Target target, String cluster) {

  Engaged engage(ReadOnlyRequest request, Pulse pulse) throws SQLException {
    WriteProof proof = new WriteProof(target, request.proveAs());
    proof.possible();
    try (Connection home = Home.open(target)) {
      Grip.take(home, target.database(), pulse);
      List<String> notes = new ArrayList<>();
      Kept kept = switchedOn(home, request, proof, notes);
      try {
        Seen seen = kept.old(home).see(kept.ends(), target.limits().patience(), pulse);
        left(seen, kept.ends());
        String proven = proof.refused().orElseThrow(() -> notProven(proof));
        return new Engaged(kept.since(), kept.until(), seen.words() + "; " + proven, notes);
      } catch (ApplicationFailure e) {
        new Release(target, home, kept, pulse).abandon();
        throw e;
      }
    }
  }

  private Kept switchedOn(
      Connection home, ReadOnlyRequest request, WriteProof proof, List<String> notes)
      throws SQLException {
    Optional<Kept> there = Kept.of(home, target.database());
    if (there.isEmpty()) {
      switchOn(home, request, proof, notes);
    } else if (there.get().released() != null || !mine(there.get(), request)) {
      throw held(there.get());
    } else {
      there.get().renew(home, request.lease());
    }
    Kept kept = Kept.of(home, target.database()).orElseThrow();
    if (kept.effective() == null) {
      kept.takesEffect(home);
    }
    return Kept.of(home, target.database()).orElseThrow();
  }

  private void switchOn(
      Connection home, ReadOnlyRequest request, WriteProof proof, List<String> notes)
      throws SQLException {
    if (proof.alreadyReadOnly()) {
      throw Refused.because(
          "database %s of target %s is read-only already, and Soakgate did not make it so; find out who did, and release it"
              .formatted(target.database(), target.name()));
    }
    home.setAutoCommit(false);
    try {
      Grip.noRestore(home, target.database());
      long oid = Databases.oid(home, target.database());
      Had had = Setting.switchOn(home, oid, target.database(), notes);
      Kept.insert(home, kept(request, oid, had), request.lease());
      home.commit();
    } finally {
      home.rollback();
      home.setAutoCommit(true);
    }
  }

  private Kept kept(ReadOnlyRequest request, long oid, Had had) {
    return new Kept(
        target.database(),
        oid,
        cluster,
        request.scope().deployment(),
        request.scope().environment(),
        request.end(),
        request.proveAs(),
        had,
        null,
        null,
        false,
        null,
        null);
  }

  private boolean mine(Kept kept, ReadOnlyRequest request) {
    return kept.of(cluster, request.scope().deployment());
  }

  /** One whose time is over is about to be released; asking again then works. */
  private ApplicationFailure held(Kept kept) {
    String words =
        "database %s of target %s is read-only for deployment %s until %s"
            .formatted(target.database(), target.name(), kept.deployment(), kept.until());
    return kept.over() || kept.released() != null
        ? ApplicationFailure.newFailure(words + ", and waits to be released", "held")
        : Refused.because(words + "; wait for it, or end that deployment");
  }

  private void left(Seen seen, boolean ends) {
    if (!seen.left().isEmpty()) {
      throw Refused.because(
          "%s is not read-only: sessions that can still write do not leave database %s: %s; %s"
              .formatted(
                  target.name(),
                  target.database(),
                  String.join(" and ", seen.left()),
                  ends
                      ? "GRANT pg_signal_backend, pg_read_all_stats TO " + target.user()
                      : "end them, or write `sessions: end`"));
    }
  }

  private ApplicationFailure notProven(WriteProof proof) {
    return Refused.because(
        "%s is not read-only: an INSERT by %s is let in by database %s; a setting of this login or a pooler may stand above the database's"
            .formatted(target.name(), proof.who(), target.database()));
  }

  Renewed renew(ReadOnlyRequest request) throws SQLException {
    Optional<Connection> there = Home.there(target);
    if (there.isEmpty()) {
      return off("there is no lease");
    }
    try (Connection home = there.get()) {
      Optional<Kept> kept =
          Kept.of(home, target.database()).filter(k -> mine(k, request) && k.released() == null);
      if (kept.isEmpty() || !kept.get().renew(home, request.lease())) {
        return off("its lease ran out and it was released");
      }
      if (Databases.of(home, kept.get()).stream().noneMatch(oid -> isOn(home, oid))) {
        return off("somebody switched it off");
      }
      Instant until = Kept.of(home, target.database()).map(Kept::until).orElse(null);
      return new Renewed(true, until, Writers.in(home, target.database()), null);
    }
  }

  private static boolean isOn(Connection home, long oid) {
    try {
      return Setting.on(home, oid);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Renewed off(String why) {
    return new Renewed(
        false, null, List.of(), "database " + target.database() + " is not read-only: " + why);
  }

  Released release(ReadOnlyRequest request, Pulse pulse) throws SQLException {
    Optional<Connection> there = Home.there(target);
    if (there.isPresent()) {
      try (Connection home = there.get()) {
        Grip.take(home, target.database(), pulse);
        Optional<Kept> kept = Kept.of(home, target.database()).filter(k -> mine(k, request));
        if (kept.isPresent()) {
          return new Release(target, home, kept.get(), pulse).run();
        }
      }
    }
    return new Released(false, "it was not read-only for this deployment any more", List.of());
  }
}
