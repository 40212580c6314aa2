package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.audit.Series.Point;
import io.soakgate.deployment.Story.Bucket;
import io.soakgate.deployment.Story.WatchStory;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pictures show is what the judge wrote: its sums are read back, whatever their form. */
class SeriesTest {
  private static final Instant AT = Instant.parse("2026-11-21T07:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          > 150% of baseline + 20 ms | MILLIS  | 31.2  | 91.5    | 91.5    | 66.8     | ms
          > 2x baseline              | MILLIS  | 600   | 1250    | 1250    | 1200     | ms
          > 50%                      | PERCENT | 0     | 2.4     | 2.4     | 50       | %
          > 20%                      | NONE    | 0     | 21      | 21      | 20       | %
          < 99% of baseline          | NONE    | 10585 | 10585   | 10585   | 10479.15 | ''
          > 2 MB                     | BYTES   | 0     | 3500000 | 3500000 | 2000000  | B
          > +14                      | NONE    | 10    | 29      | 19      | 14       | ''
          1..5                       | NONE    | 0     | 3       | 3       | 5        | ''
          != 0                       | NONE    | 0     | 0       | 0       | 0        | ''
          """)
  void everySumOfTheJudgeIsRead(
      String bound, Unit unit, double before, double seen, double shown, double limit, String in) {
    RuleDraft rule = new RuleDraft("rule", "value", bound, unit, before, i -> seen);

    Series series = Series.of(watch(1, rule)).get(0);

    assertThat(series.value()).isEqualTo("value");
    assertThat(series.points().get(0).seen()).isEqualTo(new Amount(shown, in));
    assertThat(series.points().get(0).limit()).isEqualTo(new Amount(limit, in));
  }

  @Test
  void aBucketInWhichNothingWasSeenHasNoPoint() {
    RuleDraft rule =
        new RuleDraft(
            "slow", "p95", "> 50 ms", Unit.MILLIS, 0, i -> i == 1 ? Double.NaN : 40 + 20 * i);

    assertThat(Series.of(watch(3, rule)))
        .containsExactly(
            new Series(
                "slow",
                "p95",
                List.of(
                    point(1, new Amount(40, "ms"), new Amount(50, "ms"), Outcome.PASS),
                    point(2, null, null, Outcome.INCONCLUSIVE),
                    point(3, new Amount(80, "ms"), new Amount(50, "ms"), Outcome.FAIL))));
  }

  @Test
  void aRuleThatWasNeverSeenIsStillNamed() {
    RuleDraft rule = new RuleDraft("slow", "p95", "> 50 ms", Unit.MILLIS, 0, i -> Double.NaN);

    assertThat(Series.of(watch(1, rule)))
        .containsExactly(
            new Series("slow", "", List.of(point(1, null, null, Outcome.INCONCLUSIVE))));
  }

  private static Point point(int bucket, Amount seen, Amount limit, Outcome outcome) {
    return new Point(bucket, AT, AT, seen, limit, outcome, null);
  }

  private static WatchStory watch(int buckets, RuleDraft rule) {
    List<Bucket> all =
        IntStream.range(0, buckets)
            .mapToObj(i -> new Bucket(i + 1, AT, AT, List.of(rule.figure(i))))
            .toList();
    return new WatchStory("soak", AT, AT, "ok", all);
  }
}
