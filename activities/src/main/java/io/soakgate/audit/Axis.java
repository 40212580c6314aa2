package io.soakgate.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Plan time on paper. A deployment has seconds that matter and days that do not, so the stretch
 * between two events is drawn with the logarithm of its length.
 */
final class Axis {
  private static final double LEAST = 0.7;

  private final List<Instant> events;
  private final double[] at;

  private Axis(List<Instant> events, double[] at) {
    this.events = events;
    this.at = at;
  }

  /**
   * @param bars what is drawn; at least one
   * @param left where the axis begins
   * @param width how wide it is
   */
  static Axis of(List<Bar> bars, double left, double width) {
    TreeSet<Instant> times = new TreeSet<>();
    bars.forEach(bar -> times.addAll(List.of(bar.from(), bar.to())));
    List<Instant> events = new ArrayList<>(times);
    double[] at = new double[events.size()];
    for (int i = 1; i < at.length; i++) {
      double seconds = Duration.between(events.get(i - 1), events.get(i)).toMillis() / 1000.0;
      at[i] = at[i - 1] + LEAST + Math.log1p(seconds);
    }
    double total = Math.max(LEAST, at[at.length - 1]);
    for (int i = 0; i < at.length; i++) {
      at[i] = left + at[i] / total * width;
    }
    return new Axis(events, at);
  }

  /** Where an event stands. */
  double x(Instant event) {
    return at[events.indexOf(event)];
  }

  /** Events far enough apart that their times can be written. */
  List<Instant> ticks(double apart) {
    List<Instant> ticks = new ArrayList<>();
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < at.length; i++) {
      if (at[i] - last >= apart) {
        ticks.add(events.get(i));
        last = at[i];
      }
    }
    return ticks;
  }
}
