package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.Known.Total;
import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.deployment.WatchWorkflow.Summed;
import java.util.ArrayList;
import java.util.List;

/** What the samples of a watch come to so far, where some check asks for all of them together. */
final class Sums {
  private final List<Summed> all;

  /**
   * @param before where an earlier run of the watch was
   */
  Sums(List<Summed> before) {
    this.all = new ArrayList<>(before);
  }

  /** Adds a bucket. */
  void add(BucketReading reading) {
    reading.readings().stream().filter(r -> !r.totals().isEmpty()).forEach(this::add);
  }

  private void add(RuleReading reading) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).rule().equals(reading.rule())) {
        all.set(i, new Summed(reading.rule(), together(all.get(i).totals(), reading.totals())));
        return;
      }
    }
    all.add(new Summed(reading.rule(), reading.totals()));
  }

  private static List<Total> together(List<Total> before, List<Total> more) {
    List<Total> all = new ArrayList<>(before);
    for (Total total : more) {
      int at = all.stream().map(Total::value).toList().indexOf(total.value());
      if (at < 0) {
        all.add(total);
      } else {
        all.set(at, all.get(at).plus(total));
      }
    }
    return List.copyOf(all);
  }

  /** All of them, by rule. */
  List<Summed> list() {
    return List.copyOf(all);
  }
}
