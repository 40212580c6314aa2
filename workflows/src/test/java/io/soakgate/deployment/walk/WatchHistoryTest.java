package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.over;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Unit;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code watch_events_24h}: what a day's watch of six rules with two figures each leaves in
 * Temporal, all its runs together.
 */
class WatchHistoryTest {
  private static final int EVENTS = 2_000;
  private static final int BYTES = 1_000_000;
  private static final int RULES = 6;

  @Test
  void aDayOfFiveMinuteBucketsIsSmall() throws Exception {
    PlanDraft draft = PlanDraft.small();
    draft.environments.remove(1);
    draft
        .staging()
        .watches
        .add(
            new Watch(
                "day",
                Duration.ofHours(24),
                List.of(new Phase(Duration.ZERO, Duration.ofMinutes(5))),
                Duration.ofSeconds(30),
                IntStream.range(0, RULES).mapToObj(WatchHistoryTest::rule).toList(),
                false));
    try (Lab lab = new Lab(draft)) {
      lab.world.scripts(scripts());
      IntStream.range(0, RULES).forEach(i -> lab.world.reads("rule-" + i, this::seen));
      long began = System.nanoTime();

      lab.start().ends(Ending.SUCCEEDED);

      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat(lab.world.buckets).hasSize(288);
      int events = 0;
      long bytes = 0;
      for (History run : runs(lab, "deployment-1/staging/day/1")) {
        events += run.getEventsCount();
        bytes += run.getSerializedSize();
      }
      System.out.printf(
          "watch_events_24h: %d events, %d bytes; the day took %d ms%n",
          events, bytes, took.toMillis());
      assertThat(events).isBetween(288 * 3, EVENTS);
      assertThat(bytes).isLessThan(BYTES);
    }
  }

  /**
   * Each breach is told by the deployment itself, whose history has no further run. A server warns
   * of 10,240 events or 10 MB, and ends what has five times as much.
   */
  @ParameterizedTest
  @CsvSource({"NOTIFY, 1000, 1000000", "ISSUE, 10240, 10485760"})
  void aDayInWhichEveryBucketIsBrokenIsLessThanTemporalWarnsOf(Act act, int events, int bytes) {
    PlanDraft draft = PlanDraft.small();
    draft.environments.remove(1);
    Rule loud = PlanDraft.rule("slow", 1, then(act, null));
    draft.staging().watch("day", Duration.ofHours(24), Duration.ofMinutes(5), loud);
    try (Lab lab = new Lab(draft)) {
      lab.world.cards.in("prod-deployment");
      lab.world.latency("slow", bucket -> 500);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      History history = lab.history("deployment-1").getHistory();
      System.out.printf(
          "288 breaches, %s: %d events, %d bytes%n",
          act, history.getEventsCount(), history.getSerializedSize());
      assertThat(lab.world.buckets).hasSize(288);
      assertThat(history.getEventsCount()).isBetween(100, events);
      assertThat(history.getSerializedSize()).isLessThan(bytes);
    }
  }

  private static List<History> runs(Lab lab, String id) {
    HistoryEvent started =
        lab.history("deployment-1").getHistory().getEventsList().stream()
            .filter(HistoryEvent::hasChildWorkflowExecutionStartedEventAttributes)
            .filter(e -> child(e).getWorkflowId().equals(id))
            .findFirst()
            .orElseThrow();
    History first = history(lab, id, child(started).getRunId());
    return java.util.stream.Stream.iterate(
            Optional.of(first), Optional::isPresent, run -> run.flatMap(r -> next(lab, id, r)))
        .map(Optional::get)
        .toList();
  }

  private static io.temporal.api.common.v1.WorkflowExecution child(HistoryEvent event) {
    return event.getChildWorkflowExecutionStartedEventAttributes().getWorkflowExecution();
  }

  private static History history(Lab lab, String id, String run) {
    return lab.temporal.getWorkflowClient().fetchHistory(id, run).getHistory();
  }

  private static Optional<History> next(Lab lab, String id, History run) {
    HistoryEvent last = run.getEvents(run.getEventsCount() - 1);
    return last.hasWorkflowExecutionContinuedAsNewEventAttributes()
        ? Optional.of(
            history(
                lab,
                id,
                last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId()))
        : Optional.empty();
  }

  /** As many as the largest runbook has. */
  private static List<Script> scripts() {
    return IntStream.range(0, 40)
        .mapToObj(i -> new Script("sql/script-" + i + ".sql", "%064x".formatted(i), 4_000))
        .toList();
  }

  private static Rule rule(int i) {
    return new Rule(
        "rule-" + i,
        probe(i),
        List.of(over("p95", 100 + i)),
        3,
        Severity.PAGE,
        Severity.CRITICAL,
        then(Act.ROLLBACK, "everything"));
  }

  /** A query of the usual length. */
  private static Spec probe(int i) {
    String text =
        "SELECT count(*) FILTER (WHERE status = 'failed') AS failed, count(*) AS orders FROM"
            + " shop.orders WHERE created_at >= :from AND created_at < :to AND kind = "
            + i;
    try {
      JsonNode with = new ObjectMapper().readTree("{\"text\": \"" + text + "\"}");
      return new Spec("query", with, "plan.yaml:1:1");
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Measurement seen(int bucket) {
    return Measurement.saw(
        FakeWorld.NOON.plusSeconds(300L * bucket),
        List.of(
            Value.number("p95", new BigDecimal("31.907"), Unit.NONE),
            Value.number("errors", new BigDecimal("0.02"), Unit.PERCENT)));
  }
}
