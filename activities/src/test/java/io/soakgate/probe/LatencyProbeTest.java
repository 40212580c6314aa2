package io.soakgate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LatencyProbeTest {

  @Test
  @Tag("postgres")
  void everyRunIsTimedAndKeptAndTheWarmUpIsNot() throws Exception {
    Lab lab =
        Lab.withDatabase(
            "CREATE FUNCTION slept() RETURNS int LANGUAGE sql AS"
                + " 'SELECT 1 FROM pg_sleep(0.005)'");

    Measurement seen = lab.look("latency", "{statement: SELECT slept(), runs: 4}");

    assertThat(seen.blind()).isNull();
    assertThat(seen.note()).isNull();
    assertThat(seen.values())
        .extracting(Value::name)
        .containsExactly("p50", "p90", "p95", "p99", "slowest", "mean", "timings");
    assertThat(seen.value("timings").orElseThrow().text().split(" ")).hasSize(4);
    assertThat(seen.value("p50").orElseThrow().number()).isGreaterThan(new BigDecimal("5"));
  }

  @Test
  @Tag("postgres")
  void aRunTheServerCutsOffIsSlowAndNotBlindAndThreeAreEnough() throws Exception {
    Measurement seen =
        Lab.withDatabase()
            .look("latency", "{statement: SELECT pg_sleep(9), runs: 50, timeout: 50ms}");

    assertThat(seen.note()).isEqualTo("3 runs were cancelled after 50 ms");
    assertThat(seen.value("timings").orElseThrow().text().split(" ")).hasSize(3);
    assertThat(seen.value("p50").orElseThrow().number())
        .isGreaterThanOrEqualTo(new BigDecimal("50"));
  }

  @Test
  @Tag("postgres")
  void aStatementThatFailsIsBlind() throws Exception {
    assertThat(Lab.withDatabase().look("latency", "{statement: SELECT * FROM gone}"))
        .isEqualTo(Lab.blind("the server refused: relation \"gone\" does not exist (42P01)"));
  }

  @Test
  void samplesOfABucketArePooledAndNotAveraged() {
    Measurement fast = sample("2026-11-21T07:00:00Z", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    Measurement slow = sample("2026-11-21T07:01:00Z", 1, 1, 1, 1, 1, 1, 1, 1, 9, 101);

    Measurement folded =
        Lab.alone().probes().kind("latency").orElseThrow().fold(List.of(fast, slow));

    assertThat(folded)
        .isEqualTo(
            Measurement.saw(
                Instant.parse("2026-11-21T07:01:00Z"),
                List.of(
                    millis("p50", "1.000"),
                    millis("p90", "1.000"),
                    millis("p95", "9.000"),
                    millis("p99", "101.000"),
                    millis("slowest", "101.000"),
                    millis("mean", "6.400"))));
  }

  private static Measurement sample(String at, int... millis) {
    Timings timings = new Timings();
    for (int one : millis) {
      timings.add(one * 1_000_000L);
    }
    return Measurement.saw(Instant.parse(at), timings.all());
  }

  private static Value millis(String name, String figure) {
    return Value.number(name, new BigDecimal(figure), Unit.MILLIS);
  }
}
