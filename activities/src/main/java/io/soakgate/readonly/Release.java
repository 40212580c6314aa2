package io.soakgate.readonly;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ReadOnlyActivity.Released;
import io.soakgate.readonly.OldSessions.Seen;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Releases a read-only mode: puts back what was set, sees to the sessions of that time, proves that
 * writes come through. Each step may be done again by a successor; the lease is forgotten last.
 *
 * @param home whose session holds the grip
 */
record Release(Target target, Connection home, Kept kept, Pulse pulse) {
  // A long look does no harm but to itself; nobody waits for it any longer.
  private static final Duration LEAVING = Duration.ofSeconds(30);

  Released run() throws SQLException {
    List<String> notes = new ArrayList<>(putBack());
    Seen seen = sessions();
    seen.left().forEach(one -> notes.add("still read-only by itself: " + one));
    String proven = proven();
    kept.forget(home);
    return new Released(true, seen.words() + "; " + proven, List.copyOf(notes));
  }

  /** A role that sees no row has none to copy; then the login inserts one as well. */
  private String proven() throws SQLException {
    String proven = accepted(kept.proveAs());
    return proven.endsWith(WriteProof.A_ROW) || kept.proveAs() == null
        ? proven
        : proven + "; " + accepted(null);
  }

  private String accepted(String role) throws SQLException {
    WriteProof proof = new WriteProof(target, role);
    return proof
        .accepted()
        .orElseThrow(
            () ->
                new SQLException(
                    "%s still refuses an INSERT by %s with 25006: something else keeps it read-only"
                        .formatted(target.name(), proof.who())));
  }

  /** Takes it back as if it had never been; nothing was proven, and nothing is. */
  void abandon() throws SQLException {
    putBack();
    sessions();
    kept.forget(home);
  }

  private Seen sessions() throws SQLException {
    Kept released = Kept.of(home, kept.database()).orElse(kept);
    return released.meanwhile(home).see(kept.ends(), LEAVING, pulse);
  }

  /** In one transaction with its record; what there is to say about it. */
  private List<String> putBack() throws SQLException {
    List<String> notes = new ArrayList<>();
    if (kept.released() != null) {
      return notes;
    }
    home.setAutoCommit(false);
    try {
      Grip.noRestore(home, kept.database());
      for (long oid : Databases.of(home, kept)) {
        Setting.putBack(home, oid, kept.had(), notes);
      }
      kept.putBack(home);
      home.commit();
    } finally {
      home.rollback();
      home.setAutoCommit(true);
    }
    return notes;
  }
}
