package io.soakgate.backup;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A backup that was taken, and what its trial restore came to.
 *
 * @param kind {@code dump} or {@code clone}
 * @param location folder or database
 * @param size bytes
 * @param took how long taking it took
 */
record Taken(
    String kind,
    String location,
    String digest,
    long size,
    RowCounts counts,
    Duration took,
    Trial trial) {
  private static final int SHOWN = 10;

  BackupResult result(Order order, String before) {
    return new BackupResult(
        order.id(),
        kind,
        order.label(),
        location,
        digest,
        values(),
        trial.passed(),
        before + words(order));
  }

  private List<Value> values() {
    return List.of(
        Value.number("size", BigDecimal.valueOf(size), Unit.BYTES),
        Value.number("tables", counts.tables().size()),
        Value.number("rows", counts.rows()),
        millis("took", took),
        millis("restore-took", trial.took()),
        Value.text("verified", String.valueOf(trial.passed())));
  }

  private String words(Order order) {
    return String.format(
        Locale.ROOT,
        "%s of %s: %,d tables, %,d rows, %s in %s; %s",
        kind,
        order.target().database(),
        counts.tables().size(),
        counts.rows(),
        megabytes(size),
        seconds(took),
        trialWords());
  }

  private String trialWords() {
    String what =
        kind.equals("clone")
            ? "it is on the same server, so it is lost with that server; "
            : "restored into a scratch database in " + seconds(trial.took()) + "; ";
    if (trial.passed()) {
      return what + "every count and content hash matched";
    }
    List<String> wrong = trial.wrong();
    String shown = String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size())));
    String more = wrong.size() > SHOWN ? "; and " + (wrong.size() - SHOWN) + " more" : "";
    return what + "NOT verified: " + shown + more;
  }

  static Value millis(String name, Duration duration) {
    return Value.number(name, BigDecimal.valueOf(duration.toMillis()), Unit.MILLIS);
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1_000_000.0);
  }
}
