package io.soakgate.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Two things timed in turns, so that noise of the machine meets both. */
final class Runs {
  private static final int TIMES = 5;

  private final List<Double> ours = new ArrayList<>();
  private final List<Double> theirs = new ArrayList<>();

  private Runs() {}

  /** Work that is timed. */
  interface Work {
    void run(int n) throws Exception;
  }

  /** What leaves the same ground for both, and is not timed. */
  interface Ready {
    void run() throws Exception;
  }

  /** Runs both, once each to warm up and then five times in turns. */
  static Runs inTurns(String name, Ready ready, Work ours, Work theirs) throws Exception {
    Runs runs = new Runs();
    for (int n = 0; n <= TIMES; n++) {
      double mine = seconds(ready, ours, n);
      double other = seconds(ready, theirs, n);
      System.err.printf(
          Locale.ROOT, "%s %s: %.2f s, peer %.2f s%n", name, n == 0 ? "warm-up" : n, mine, other);
      if (n > 0) {
        runs.ours.add(mine);
        runs.theirs.add(other);
      }
    }
    return runs;
  }

  /** Our median over the peer's. */
  String ratio(String peer) {
    double theirMedian = median(theirs);
    return String.format(
        Locale.ROOT, "%.2f ratio (%s %.2f s)", median(ours) / theirMedian, peer, theirMedian);
  }

  /** So much of something each time: how fast, and how many times as long as the peer takes. */
  String rate(double amount, String unit, String peer) {
    return String.format(
        Locale.ROOT,
        "%.0f %s (%.1f times %s, which took %.2f s)",
        amount / median(ours),
        unit,
        median(ours) / median(theirs),
        peer,
        median(theirs));
  }

  /** The value in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static double seconds(Ready ready, Work work, int n) throws Exception {
    ready.run();
    long begun = System.nanoTime();
    work.run(n);
    return (System.nanoTime() - begun) / 1e9;
  }
}
