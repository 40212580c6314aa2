package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.target.Store;
import io.soakgate.verdict.Measurement;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes down what the buckets of a watch measured, in a chain of the watch's own: the deployment
 * hears of a watch only when it ends or breaks a rule (decision 18).
 */
public final class Measured {
  /** More would not fit into a message to the next bucket; then the watch waits for the audit. */
  private static final int MOST_UNKEPT = 100;

  private static final int WORDS = 2_000;

  private final AuditTable audit;
  private final EarlierDays earlier;

  public Measured(Store store) {
    this.earlier = new EarlierDays(store);
    this.audit = new AuditTable(store, Clock.systemUTC());
  }

  /**
   * Writes down a bucket, and what the ones before it could not; what is there already is not
   * written twice.
   *
   * @param run the run of the watch
   * @return the reading, with what the audit did not take, and with what was seen in the same hour
   *     of earlier days where rules ask for that
   */
  public BucketReading keep(String run, BucketRequest request, BucketReading reading) {
    List<Entry> entries = new ArrayList<>(request.unkept());
    entries.add(entry(request, reading));
    String stream = "watch " + request.scope().environment() + "/" + request.watch();
    try {
      audit.appendOnce(request.scope().deployment(), run, stream, entries);
      return earlier.with(request, reading);
    } catch (SQLException e) {
      if (entries.size() > MOST_UNKEPT) {
        throw ApplicationFailure.newFailure(
            "Soakgate's own database took no audit entries (SQLSTATE "
                + e.getSQLState()
                + ") for "
                + MOST_UNKEPT
                + " buckets; the watch goes on when it does",
            "not-recorded");
      }
      return reading.with(entries);
    }
  }

  private static Entry entry(BucketRequest request, BucketReading reading) {
    boolean blind = reading.readings().stream().anyMatch(r -> r.measurement().blind() != null);
    String figures =
        reading.readings().stream().map(Measured::figures).collect(Collectors.joining("; "));
    String words =
        "bucket %d, %s to %s, %d samples: %s"
            .formatted(reading.bucket(), request.from(), request.to(), reading.samples(), figures);
    return new Entry(
        request.to(),
        request.scope().environment(),
        "watch " + request.watch(),
        "watch",
        blind ? "inconclusive" : "ok",
        words.length() > WORDS ? words.substring(0, WORDS - 1) + "…" : words);
  }

  private static String figures(RuleReading rule) {
    Measurement seen = rule.measurement();
    String figures =
        seen.blind() != null
            ? "not seen, " + seen.blind()
            : seen.values().stream().map(ChangesTable::figure).collect(Collectors.joining(", "));
    return rule.rule() + " " + figures;
  }
}
