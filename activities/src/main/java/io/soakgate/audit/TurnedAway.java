package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.target.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an intake refused before any deployment heard of it. It goes into the audit under a name of
 * its own, because a deployment's chain is written by its workflow alone.
 */
public final class TurnedAway {
  /** The name these entries stand under in the audit, where others have a deployment. */
  public static final String INTAKE = "slack-intake";

  private static final String RUN = "refusals";
  private static final Duration SPAN = Duration.ofMinutes(1);
  private static final int MOST = 60;

  private final Store store;
  private final Clock clock;
  private Instant since = Instant.EPOCH;
  private int written;
  private int untold;

  public TurnedAway(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Writes a refusal; beyond 60 a minute only how many there were, because whoever finds the
   * address could fill the store otherwise.
   *
   * @param about the deployment, or what came
   * @param words who, from where, and why
   * @throws SQLException when the store does not take it
   */
  public void record(String about, String words) throws SQLException {
    List<Entry> entries = entries(clock.instant(), about, words);
    if (!entries.isEmpty()) {
      new AuditTable(store, clock).appendOnce(INTAKE, RUN, Chain.DEPLOYMENT, entries);
    }
  }

  private synchronized List<Entry> entries(Instant now, String about, String words) {
    List<Entry> entries = new ArrayList<>();
    if (!now.isBefore(since.plus(SPAN))) {
      if (untold > 0) {
        entries.add(refused(now, "intake", untold + " more were refused after " + since));
      }
      since = now;
      written = 0;
      untold = 0;
    }
    if (written < MOST) {
      written++;
      entries.add(refused(now, about, words));
    } else {
      untold++;
    }
    return entries;
  }

  private static Entry refused(Instant now, String about, String words) {
    return new Entry(now, null, about, "refused", "refused", words);
  }
}
