package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Unit;
import io.soakgate.target.Store;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class MeasuredTest {
  private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
  private static final Duration FIVE = Duration.ofMinutes(5);

  @TempDir Path home;
  private TestStore store;
  private Measured measured;
  private Measured lost;

  @BeforeEach
  void prepare() throws Exception {
    store = TestStore.fresh(home);
    measured = new Measured(store.store);
    lost =
        new Measured(
            new Store("jdbc:postgresql://127.0.0.1:1/none", "nobody", store.store.password()));
  }

  @Test
  void eachBucketIsWrittenDownOnceInAChainOfTheWatch() throws Exception {
    measured.keep("run-1", request(1, List.of()), reading(1, 12));
    measured.keep("run-1", request(1, List.of()), reading(1, 12));
    BucketReading second = measured.keep("run-1", request(2, List.of()), blind(2));

    assertThat(second.unkept()).isEmpty();
    assertThat(
            store.rows("SELECT concat_ws(' | ', number, stream, outcome, words) FROM audit.entry"))
        .containsExactly(
            "1 | watch production/day | ok | bucket 1, 2026-11-21T09:00:00Z to"
                + " 2026-11-21T09:05:00Z, 10 samples: slow p95 12 ms",
            "2 | watch production/day | inconclusive | bucket 2, 2026-11-21T09:05:00Z to"
                + " 2026-11-21T09:10:00Z, 0 samples: slow not seen, no connection");
    assertThat(store.verify(null).problems()).isEmpty();
  }

  @Test
  void whatASilentAuditDidNotTakeComesWithTheNextBucket() throws Exception {
    BucketReading first = lost.keep("run-1", request(1, List.of()), reading(1, 12));
    BucketReading second = lost.keep("run-1", request(2, first.unkept()), reading(2, 13));
    BucketReading third = measured.keep("run-1", request(3, second.unkept()), reading(3, 14));

    assertThat(first.readings()).isEqualTo(reading(1, 12).readings());
    assertThat(second.unkept()).hasSize(2);
    assertThat(third.unkept()).isEmpty();
    assertThat(store.rows("SELECT right(words, 5) FROM audit.entry ORDER BY number"))
        .containsExactly("12 ms", "13 ms", "14 ms");
  }

  @Test
  void anAuditThatStaysSilentHoldsTheWatchBeforeAMessageGrowsTooLong() {
    List<Entry> many = Collections.nCopies(100, TestStore.entry("bucket"));

    assertThatThrownBy(() -> lost.keep("run-1", request(101, many), reading(101, 12)))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure ->
                assertThat(failure.getOriginalMessage())
                    .isEqualTo(
                        "Soakgate's own database took no audit entries (SQLSTATE 08001) for 100"
                            + " buckets; the watch goes on when it does"));
  }

  /** M-111: what was seen at two in the morning says little of noon. */
  @Test
  void theSameHourOfEarlierDaysIsHandedOverWhereARuleAsksForIt() {
    assertThat(earlier("old-1", -2, 5, 100)).as("nothing is known yet").isNull();
    earlier("old-1", -2, 20, 140);
    earlier("old-1", -2, 45, 9_000);
    earlier("old-2", -1, -20, 120);
    earlier("older", -9, 0, 9_000);

    Measurement seen = earlier("shop-1", 0, 0, 500);

    assertThat(seen.values())
        .as("the middle one of three, within half an hour and eight days")
        .containsExactly(Value.number("p95", BigDecimal.valueOf(120), Unit.MILLIS));
    assertThat(seen.note()).isEqualTo("the same hour of 2 earlier days");
    assertThat(earlier("shop-1", 1, 0, 500).values())
        .as("its own days after the changes are no baseline")
        .containsExactly(Value.number("p95", BigDecimal.valueOf(120), Unit.MILLIS));
  }

  /** What is handed over for a bucket so many days and minutes from nine o'clock. */
  private Measurement earlier(String deployment, int days, int minutes, int p95) {
    Instant to = NINE.plus(Duration.ofDays(days)).plus(Duration.ofMinutes(minutes));
    var with = JsonNodeFactory.instance.objectNode().put("statement", "SELECT 1");
    RuleProbe probe =
        new RuleProbe(
            "slow", new Spec("latency", with, "plan.yaml:1:1"), null, false, Duration.ofDays(7));
    BucketRequest request =
        new BucketRequest(
            new Scope(deployment, "shop", "production", "shop-production", List.of(), to),
            "day",
            1,
            to.minus(FIVE),
            to,
            to.minus(FIVE),
            to,
            FIVE,
            List.of(probe),
            List.of(),
            List.of());
    return measured.keep("run-1", request, reading(1, p95)).readings().get(0).earlier();
  }

  private static BucketRequest request(int bucket, List<Entry> unkept) {
    Instant from = NINE.plus(FIVE.multipliedBy(bucket - 1));
    return new BucketRequest(
        new Scope("shop-1", "shop", "production", "shop-production", List.of(), NINE),
        "day",
        bucket,
        from,
        from.plus(FIVE),
        from,
        from.plus(FIVE),
        Duration.ofSeconds(30),
        List.of(),
        List.of(),
        unkept);
  }

  private static BucketReading reading(int bucket, int p95) {
    Value value = Value.number("p95", BigDecimal.valueOf(p95), Unit.MILLIS);
    Measurement seen = Measurement.saw(NINE, List.of(value));
    return new BucketReading(bucket, 10, List.of(new RuleReading("slow", seen)));
  }

  private static BucketReading blind(int bucket) {
    Measurement blind = Measurement.blind(NINE, "no connection");
    return new BucketReading(bucket, 0, List.of(new RuleReading("slow", blind)));
  }
}
