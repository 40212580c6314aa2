package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.walk.watch.WatchWorkflowImpl;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever happens to the runs and workers of a watch, what it saw comes to the same verdicts. */
class SameVerdictsTest {
  private static final WorkerFactoryOptions LASTING = WorkerFactoryOptions.getDefaultInstance();
  private static final WorkerFactoryOptions FORGETFUL =
      WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build();

  /** Flapping, then broken, then gaps, then broken again. */
  private static final String SHOWN = "x.x.xxxx??x?x.??????.xxx";

  /** What came of it: incidents, and every verdict in words. */
  private record Came(List<String> incidents, List<String> verdicts) {}

  @Test
  void aNewRunAtEveryBucketAndANewWorkerAtEveryStepComeToTheSame() {
    Came undisturbed = came(WatchWorkflowImpl.BUCKETS_PER_RUN, LASTING);

    assertThat(came(1, LASTING)).isEqualTo(undisturbed);
    assertThat(came(1, FORGETFUL)).isEqualTo(undisturbed);
    assertThat(undisturbed.incidents())
        .containsExactly(
            broken("most", "3 of the last 5, bucket 5"),
            broken("row", "3 in a row, bucket 7"),
            broken("most", "4 of the last 5, bucket 8"),
            broken("row", "5 in a row, bucket 11"),
            broken("most", "5 of the last 5, bucket 13"),
            blind("3 in a row, bucket 17"),
            blind("6 in a row, bucket 20"),
            broken("most", "3 of the last 5, bucket 22"),
            broken("row", "3 in a row, bucket 24"));
  }

  private static String broken(String rule, String times) {
    return "failed: rule " + rule + ": p95 500 > 100 (" + times + ")";
  }

  /** Both are blind in one bucket, which is one incident. */
  private static String blind(String times) {
    String saw = " could not see: cannot tell: no samples (" + times + ")";
    return "inconclusive: rule row" + saw + "; rule most" + saw;
  }

  private static Came came(int perRun, WorkerFactoryOptions workers) {
    PlanDraft draft = PlanDraft.small();
    draft.environments.remove(1);
    Rule row = rule("row", 3, then(Act.NOTIFY, null));
    Rule most = some("most", 3, 5);
    draft.staging().watch("day", Duration.ofHours(24), Duration.ofHours(1), row, most);
    try (Lab lab = new Lab(draft.plan(), perRun, workers)) {
      lab.world.latency("row", SameVerdictsTest::shown).latency("most", SameVerdictsTest::shown);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.buckets).hasSize(24);
      return new Came(incidents(lab.world.audit), verdicts(lab.world.story));
    }
  }

  private static Integer shown(int bucket) {
    char shown = SHOWN.charAt(bucket - 1);
    return shown == '?' ? null : shown == 'x' ? 500 : 10;
  }

  /** Plan time is where the buckets are, up to what the walk before them took. */
  private static List<String> incidents(List<Entry> audit) {
    return audit.stream()
        .filter(e -> e.kind().equals("breach"))
        .map(e -> e.outcome() + ": " + e.words().replaceAll(" until [^)]*", ""))
        .toList();
  }

  private static List<String> verdicts(Story story) {
    List<String> all = new ArrayList<>();
    story
        .environments()
        .get(0)
        .watches()
        .get(0)
        .buckets()
        .forEach(b -> b.figures().forEach(f -> all.add(b.bucket() + " " + f.verdict())));
    return all;
  }

  private static Rule some(String name, int of, int outOf) {
    Rule rule = rule(name, of, then(Act.NOTIFY, null));
    return new Rule(
        name,
        rule.probe(),
        rule.when(),
        of,
        Severity.PAGE,
        Severity.WARN,
        rule.then(),
        outOf,
        null,
        null,
        null,
        null);
  }
}
