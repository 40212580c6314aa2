package io.soakgate.action;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the sessions of an attempt waited for locks, and for whom longest, as far as samples
 * show.
 */
final class LockWaits {
  // What is shorter nobody would notice: two builds side by side meet for some milliseconds.
  private static final long LEAST = 100;

  private final Map<String, Long> waits = new HashMap<>();
  private long longest;
  private String strongest;

  /**
   * A wait was seen; one under 100 ms is left out.
   *
   * @param start when it began, by the server's clock; waits differ by it; null when unknown
   * @param millis how long it has lasted
   * @param blocker who is in the way, in words
   */
  synchronized void saw(String start, long millis, String blocker) {
    if (start == null || millis < LEAST) {
      return;
    }
    waits.put(start, millis);
    if (millis >= longest) {
      longest = millis;
      strongest = blocker;
    }
  }

  /**
   * The effect with the figures {@code lock-wait} and {@code longest-lock-wait}, the text {@code
   * strongest-blocker}, and words about them; as it was where nobody was in the way.
   */
  synchronized Effect told(Effect effect) {
    if (strongest == null) {
      return effect;
    }
    long all = waits.values().stream().mapToLong(Long::longValue).sum();
    List<Value> values = new ArrayList<>(effect.values());
    values.add(Value.number("lock-wait", BigDecimal.valueOf(all), Unit.MILLIS));
    values.add(Value.number("longest-lock-wait", BigDecimal.valueOf(longest), Unit.MILLIS));
    values.add(Value.text("strongest-blocker", strongest));
    String words =
        effect.words()
            + "; waited "
            + seconds(all)
            + " for locks, longest "
            + seconds(longest)
            + " for "
            + strongest;
    return new Effect(
        words,
        effect.took(),
        effect.ran(),
        effect.alreadyDone(),
        List.copyOf(values),
        effect.notices());
  }

  private static String seconds(long millis) {
    Duration time = Duration.ofMillis(millis);
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
