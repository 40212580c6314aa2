package io.soakgate.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * From the moment a rule's condition comes true in the database to the first statement that takes
 * the change back, while every channel fails.
 */
record BreachToRollback(Path home) implements Bench.Figure {
  private static final int BUCKET_MILLIS = 2_000;

  @Override
  public String take() throws Exception {
    int runs = Integer.parseInt(Bench.setting("SOAKGATE_BENCH_RUNS", "50"));
    Path plans = home.resolve("breach/plans");
    AlarmPlan.write(plans, "2s", "500ms");
    try (Ground ground = Ground.of(plans, AlarmPlan.NAME, home.resolve("breach/state"), 1);
        Walk walk = new Walk(ground, new Broken())) {
      walk.clear();
      ground.machine().slack().close();
      Alarm alarm = new Alarm(walk.client(), ground.target(AlarmPlan.TARGET));
      Random random = new Random(7);
      List<Double> gaps = new ArrayList<>();
      alarm.raised(0);
      for (int n = 1; n <= runs; n++) {
        gaps.add(alarm.raised(random.nextInt(BUCKET_MILLIS)));
        System.err.printf(
            Locale.ROOT, "breach_to_rollback %d: %.2f s%n", n, gaps.get(gaps.size() - 1));
      }
      return String.format(
          Locale.ROOT,
          "%.2f s at worst of %d runs (median %.2f s; limit %.0f s)",
          Collections.max(gaps),
          runs,
          Runs.median(gaps),
          BUCKET_MILLIS / 1e3 + 2);
    }
  }
}
