package io.soakgate.readonly;

import io.soakgate.action.Pulse;
import io.soakgate.audit.Audit;
import io.soakgate.audit.Snapshots;
import io.soakgate.audit.Snapshots.Snapshot;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.ReadOnlyActivity.Released;
import io.soakgate.target.Store;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Releases a read-only mode whose lease ran out: its worker was killed, its deployment terminated,
 * or Temporal is gone (decision 15). Needs no Temporal; where one says that the deployment has
 * ended, the lease's time is not waited for. One of a deployment that lives, and one that Soakgate
 * did not set, are left alone.
 *
 * @param ended what Temporal says; never that a deployment has ended when it does not answer
 */
public record Reconciler(Store store, Ended ended) {
  private static final String STREAM = "reconciler";

  /** Whether a deployment has come to an end. */
  public interface Ended {
    /** Nothing is known but the time. */
    Ended NOT_KNOWN = (cluster, deployment) -> false;

    /**
     * Says so.
     *
     * @param cluster the Temporal it belongs to
     */
    boolean has(String cluster, String deployment);
  }

  private static final Pulse ALONE =
      new Pulse() {
        @Override
        public void progress(String words) {}

        @Override
        public Stop onCancel(Runnable stop) {
          return () -> {};
        }
      };

  /**
   * Looks at a target's lease and releases it when nobody else will.
   *
   * @return what was done, in words; empty when there was nothing to do
   */
  public Optional<String> look(Target target) throws SQLException {
    Optional<Connection> there = Home.there(target);
    if (there.isEmpty()) {
      return Optional.empty();
    }
    try (Connection home = there.get()) {
      Optional<Kept> kept = left(home, target);
      return kept.isEmpty() || !Grip.tried(home, target.database())
          ? Optional.empty()
          // Again: whoever had the grip may just have released it.
          : release(target, home);
    }
  }

  private Optional<Kept> left(Connection home, Target target) throws SQLException {
    return Kept.of(home, target.database())
        .filter(k -> k.over() || ended.has(k.cluster(), k.deployment()));
  }

  private Optional<String> release(Target target, Connection home) throws SQLException {
    Optional<Kept> kept = left(home, target);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Kept over = kept.get();
    String why =
        "database %s was read-only since %s for deployment %s, %s"
            .formatted(
                over.database(),
                over.since(),
                over.deployment(),
                over.over() ? "whose lease ran out at " + over.until() : "which has ended");
    if (over.released() == null) {
      note(over, why + "; it is released now");
    }
    Released released = new Release(target, home, over, ALONE).run();
    String words = why + "; it was released: " + said(released);
    note(over, words);
    return Optional.of(words);
  }

  private static String said(Released released) {
    return released.notes().isEmpty()
        ? released.words()
        : released.words() + "; " + String.join("; ", released.notes());
  }

  private void note(Kept kept, String words) throws SQLException {
    Entry entry =
        new Entry(Instant.now(), kept.environment(), "read-only", "read-only", "ok", words);
    new Audit(store).append(kept.deployment(), run(kept.deployment()), STREAM, List.of(entry));
  }

  private String run(String deployment) throws SQLException {
    return new Snapshots(store).latest(deployment).map(Snapshot::run).orElse("unknown");
  }
}
