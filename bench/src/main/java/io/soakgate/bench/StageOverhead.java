package io.soakgate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.deployment.Status;
import io.soakgate.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a change costs beside its SQL, in a whole deployment of many small changes. */
record StageOverhead(Path home) implements Bench.Figure {
  private static final int CHANGES = 20;
  private static final int TIMES = 5;

  @Override
  public String take() throws Exception {
    Path plans = home.resolve("stage/plans");
    Map<String, String> changes = new LinkedHashMap<>();
    for (int i = 1; i <= CHANGES; i++) {
      changes.put("c" + i, "CREATE TABLE made_" + i + " (id int PRIMARY KEY, name text);\n");
    }
    SmallPlan.write(plans, "bench-stage", "CREATE TABLE there (id int);\n", changes);
    Path state = home.resolve("stage/state");
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int n = 0; n <= TIMES; n++) {
      try (Ground ground = Ground.of(plans, "bench-stage", state, 1)) {
        List<Double> steps = steps(ground);
        double psql = psql(ground.target("bench-staging"), plans.resolve("bench-stage/sql"));
        System.err.printf(
            Locale.ROOT,
            "stage_overhead %s: %.0f ms a change, psql %.0f ms%n",
            n == 0 ? "warm-up" : n,
            Runs.median(steps),
            psql);
        if (n > 0) {
          steps.forEach(s -> ours.add(s - psql));
          theirs.add(psql);
        }
      }
    }
    return String.format(
        Locale.ROOT, "%.0f ms (psql %.0f ms)", Runs.median(ours), Runs.median(theirs));
  }

  /** From the start of each change to the start of the next, in ms. */
  private static List<Double> steps(Ground ground) throws Exception {
    try (Walk walk = new Walk(ground)) {
      Status status = walk.run("bench-stage");
      JsonNode story =
          new ObjectMapper()
              .readTree(Path.of(status.report()).resolveSibling("report.json").toFile());
      List<Double> steps = new ArrayList<>();
      for (JsonNode environment : story.path("environments")) {
        Instant before = null;
        for (JsonNode change : environment.path("changes")) {
          Instant at = Instant.parse(change.path("from").asText());
          if (before != null) {
            steps.add(Duration.between(before, at).toNanos() / 1e6);
          }
          before = at;
        }
      }
      return steps;
    }
  }

  /** The same scripts, one psql each, in ms; on tables of other names. */
  private static double psql(Target target, Path sql) throws Exception {
    Psql psql = new Psql(target);
    List<Double> took = new ArrayList<>();
    for (int i = 1; i <= CHANGES; i++) {
      Ground.execute(target, "DROP TABLE made_" + i);
      long begun = System.nanoTime();
      psql.run(sql.resolve("c" + i + ".sql"));
      took.add((System.nanoTime() - begun) / 1e6);
    }
    return Runs.median(took);
  }
}
