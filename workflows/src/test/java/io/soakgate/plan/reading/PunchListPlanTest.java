package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Expectation;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Response;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Unit;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The watch, the rules and the rollback of plans/punch-list, at their borders. */
class PunchListPlanTest {
  private static final Response RELEASE = new Response(Act.ROLLBACK, "release");
  private static Plan plan;

  @BeforeAll
  static void read() throws IOException {
    Problems problems = new Problems();
    byte[] bytes = Files.readAllBytes(Path.of("../plans/punch-list/plan.yaml"));
    plan = PlanReader.read(bytes, new ItsKinds(), problems).orElse(null);
    assertThat(problems.list().stream().map(Problem::line)).isEmpty();
  }

  /** Its own kinds, whatever stands under them: the real ones read it elsewhere. */
  private static final class ItsKinds implements Kinds {
    @Override
    public List<String> names(Position position) {
      return switch (position) {
        case ACTION -> List.of("command", "restore", "sql");
        case PROBE ->
            List.of(
                "attest",
                "call",
                "catalog",
                "explain",
                "history",
                "http",
                "http-load",
                "latency",
                "persona",
                "query",
                "refresh",
                "script");
        case CHANNEL -> List.of("console", "log");
        case BACKUP -> List.of("dump");
      };
    }

    @Override
    public List<String> check(Position position, String kind, Node with) {
      return kind.equals("sql")
          ? with.optional("file").stream().map(Node::text).toList()
          : List.of();
    }

    @Override
    public boolean proved(String action) {
      return !action.equals("command");
    }
  }

  private static Watch watch() {
    return plan.environments().get(1).watches().get(0);
  }

  private static Rule rule(String name) {
    return watch().rules().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void threeBucketsOfFiveMinutesSampledEveryHalfMinute() {
    assertThat(watch())
        .returns(Duration.ofMinutes(15), Watch::length)
        .returns(List.of(new Phase(Duration.ZERO, Duration.ofMinutes(5))), Watch::phases)
        .returns(Duration.ofSeconds(30), Watch::sample);
    assertThat(watch().rules())
        .filteredOn(Rule::tracked)
        .extracting(Rule::name)
        .containsExactly("slo", "health", "hourly-cache");
  }

  @ParameterizedTest
  @CsvSource({
    "slow, p95-ms, 600, 600.001, 2, WARN, NOTIFY",
    "bad, p99-ms, 1200, 1200.001, 2, PAGE, NOTIFY",
    "bad, error-rate, 2, 2.001, 2, PAGE, NOTIFY",
    "worst, p99-ms, 2000, 2000.001, 1, CRITICAL, NOTIFY",
    "worst, error-rate, 5, 5.001, 1, CRITICAL, NOTIFY",
    "errors, error-rate, 1, 1.001, 2, PAGE, ROLLBACK",
    "p99, p99-ms, 1200, 1200.001, 2, PAGE, ROLLBACK",
    "cold-cache, cache-hit, 20, 19.999, 2, PAGE, ROLLBACK",
    "refresh, refresh-failures, 2, 3, 1, PAGE, ROLLBACK",
  })
  void rulesBreakJustBeyondTheirFigure(
      String name, String value, String at, String over, int buckets, Severity severity, Act act) {
    Rule rule = rule(name);

    assertThat(breaks(rule, value, at)).isEqualTo(Outcome.PASS);
    assertThat(breaks(rule, value, over)).isEqualTo(Outcome.FAIL);
    assertThat(rule)
        .returns(buckets, Rule::inARow)
        .returns(severity, Rule::severity)
        .returns(Severity.PAGE, Rule::noData);
    assertThat(rule.then().act()).isEqualTo(act);
  }

  private static Outcome breaks(Rule rule, String value, String figure) {
    List<Expectation> one = rule.when().stream().filter(e -> e.value().equals(value)).toList();
    Measurement seen =
        Measurement.saw(
            Instant.EPOCH, List.of(Value.number(value, new BigDecimal(figure), Unit.NONE)));
    return Judge.breaks(one, seen, null).outcome();
  }

  @Test
  void theRollbackIsThreeBlocksInTheirOrder() {
    assertThat(rule("errors").then()).isEqualTo(RELEASE);
    assertThat(plan.rollback("release").steps())
        .extracting(s -> s.change() == null ? s.action().with().toString() : s.change())
        .containsExactly(
            "{\"name\":\"stop-application\"}",
            "warm-up",
            "final-punchlist",
            "performance",
            "{\"name\":\"start-application\"}",
            "{\"file\":\"sql/rollback/clear_caches.sql\"}",
            "{\"name\":\"restart-cache-workers\"}");
  }

  @Test
  void whatLiesBetweenSuccessAndBreachIsAskedAboutAtTheEnd() {
    assertThat(plan.environments().get(1).gateAt("end").roles()).containsExactly("lead");
    assertThat(rule("slow").healthy()).extracting(e -> e.bound().text()).containsExactly("< 500");
    assertThat(rule("p99").healthy()).extracting(e -> e.bound().text()).containsExactly("< 1000");
    assertThat(rule("cold-cache").healthy())
        .extracting(e -> e.bound().text())
        .containsExactly(">= 30%");
    assertThat(rule("errors").healthy()).extracting(e -> e.bound().text()).containsExactly("< 1%");
  }
}
