package io.soakgate.probe.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Known.Total;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Counters;
import io.soakgate.probe.Fold;
import io.soakgate.probe.Lab;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Probes;
import io.soakgate.probe.Sampling;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a bucket looks through probes of different sorts. */
class BucketSamplingTest {
  private static final Instant START = Instant.parse("2026-11-21T07:00:00Z");
  private static final Instant SINCE = START.minusSeconds(900);

  private final BucketTime time = new BucketTime(START);
  private final Recorder probe = new Recorder();

  @Test
  void whatKeepsItsTimesIsAskedOnceWhenTheBucketIsOver() throws Exception {
    probe.how = Sampling.AFTERWARDS;
    probe.figures.addAll(List.of(7L));

    Measurement seen = sample(null, null);

    assertThat(seen.values()).containsExactly(Value.number("n", 7));
    assertThat(probe.asked).containsExactly("300 s: 0 to 300, since -900");
  }

  @Test
  void itTellsOfABucketAtWhichNobodyLooked() throws Exception {
    probe.how = Sampling.AFTERWARDS;
    probe.figures.add(7L);
    time.now = START.plusSeconds(5000);

    assertThat(sample(null, null).values()).containsExactly(Value.number("n", 7));
  }

  @Test
  void itsOwnWordsSayWhyItSawNothing() throws Exception {
    probe.how = Sampling.AFTERWARDS;

    assertThat(sample(null, null).blind()).isEqualTo("nothing is left");
  }

  @Test
  void countersAreReadAgainAtTheEndAndTheirDifferenceIsWhatTheBucketSaw() throws Exception {
    probe.how = Sampling.TO_THE_END;
    probe.figures.addAll(List.of(100L, 100L, 103L, 103L, 104L, 109L));

    assertThat(sample(null, null).values())
        .containsExactly(Value.number("n", 9), Value.text(Counters.SINCE, "monday"));
    assertThat(probe.asked)
        .extracting(a -> a.substring(0, a.indexOf(':')))
        .containsExactly("0 s", "60 s", "120 s", "180 s", "240 s", "300 s");
  }

  @Test
  void whatCountersGrewByAddsUpAndNotWhatTheyStandAt() throws Exception {
    probe.how = Sampling.TO_THE_END;
    probe.figures.addAll(List.of(100L, 100L, 103L, 103L, 104L, 109L));
    Bucket bucket = bucket(null);

    RuleReading reading = bucket.sample(bucket.fresh(), p -> {}).readings().get(0);

    BigDecimal nine = BigDecimal.valueOf(9);
    assertThat(reading.totals())
        .filteredOn(total -> !total.value().equals(Counters.SINCE))
        .containsExactly(
            new Total("", 1, 1, 0, BigDecimal.ZERO, null, null, Unit.NONE),
            new Total("n", 0, 1, 1, nine, nine, nine, Unit.NONE));
  }

  @Test
  void theHighestOfCountersIsStillByHowMuchTheyGrew() throws Exception {
    probe.how = Sampling.TO_THE_END;
    probe.figures.addAll(List.of(100L, 100L, 100L, 100L, 100L, 101L));

    assertThat(sample(Rule.Of.MAX, null).value("n")).contains(Value.number("n", 1));
  }

  @Test
  void countersThatWentBackAreNoData() throws Exception {
    probe.how = Sampling.TO_THE_END;
    probe.figures.addAll(List.of(100L, 100L, 3L, 103L, 104L, 109L));

    assertThat(sample(null, null).blind())
        .isEqualTo("the counters began anew within the bucket: n went from 100 back to 3");
  }

  @Test
  void countersThatBeganAnewAndAreAheadAgainAreNoDataEither() throws Exception {
    probe.how = Sampling.TO_THE_END;
    probe.figures.addAll(List.of(1L, 2L, 30L, 40L, 50L, 60L));
    probe.restartsAt = 3;

    assertThat(sample(null, null).blind())
        .isEqualTo(
            "the counters began anew within the bucket: they count since tuesday, and counted since"
                + " monday before");
  }

  @Test
  void anAttemptThatComesLongAfterTheBucketReadsNoCountersAnyMore() throws Exception {
    probe.how = Sampling.TO_THE_END;
    probe.figures.addAll(List.of(100L, 101L, 102L, 103L, 104L, 109L, 900L));

    assertThat(againAt(9000).value("n")).contains(Value.number("n", 4));
  }

  @Test
  void anAttemptThatComesWithinALengthOfTheBucketChargesItNothingOfTheNextOne() throws Exception {
    probe.how = Sampling.TO_THE_END;
    probe.figures.addAll(List.of(100L, 101L, 102L, 103L, 104L, 109L, 115L));

    assertThat(againAt(590).value("n")).contains(Value.number("n", 4));
  }

  @Test
  void anAttemptThatComesALittleLaterStillReadsCountersAtTheEnd() throws Exception {
    probe.how = Sampling.TO_THE_END;
    probe.figures.addAll(List.of(100L, 101L, 102L, 103L, 104L, 109L, 110L));

    assertThat(againAt(320).value("n")).contains(Value.number("n", 10));
  }

  /** What another attempt tells, which comes so long after the bucket's start. */
  private Measurement againAt(long seconds) throws InterruptedException {
    List<Progress> told = new ArrayList<>();
    bucket(null).sample(Progress.fresh(1), told::add);
    time.now = START.plusSeconds(seconds);
    return bucket(null).sample(told.get(4), told::add).readings().get(0).measurement();
  }

  private Measurement sample(Rule.Of of, Progress from) throws InterruptedException {
    Bucket bucket = bucket(of);
    return bucket
        .sample(from == null ? bucket.fresh() : from, p -> {})
        .readings()
        .get(0)
        .measurement();
  }

  private Bucket bucket(Rule.Of of) {
    return new Bucket(
        new BucketRequest(
            Lab.scope(),
            "soak",
            3,
            START,
            START.plusSeconds(300),
            SINCE,
            START,
            START.plusSeconds(300),
            Duration.ofSeconds(60),
            List.of(new RuleProbe("rule", Lab.spec("recorder", "{}"), of, true, null)),
            List.of(),
            List.of(),
            false),
        new Looks(new Probes(List.of(probe)), time),
        time,
        time);
  }

  /** A probe with figures ready, which notes when it was asked about which time. */
  private final class Recorder implements Probe {
    private final List<Long> figures = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Sampling how = Sampling.THROUGHOUT;
    private int restartsAt = 100;

    @Override
    public String kind() {
      return "recorder";
    }

    @Override
    public List<String> check(Node with) {
      return List.of();
    }

    @Override
    public Sampling sampling(Node with) {
      return how;
    }

    @Override
    public Measurement look(Node with, ProbeRequest request) {
      Span span = request.span();
      asked.add(
          "%d s: %d to %d, since %d"
              .formatted(
                  seconds(time.now),
                  seconds(span.from()),
                  seconds(span.to()),
                  seconds(span.since())));
      if (asked.size() > figures.size()) {
        return Measurement.blind(time.now, "nothing is left");
      }
      Value n = Value.number("n", figures.get(asked.size() - 1));
      return how == Sampling.TO_THE_END
          ? Measurement.saw(
              time.now,
              List.of(
                  n, Value.text(Counters.SINCE, asked.size() < restartsAt ? "monday" : "tuesday")))
          : Measurement.saw(time.now, List.of(n));
    }

    @Override
    public Measurement fold(List<Measurement> samples) {
      return how == Sampling.TO_THE_END
          ? Counters.of(samples, List.of("n")).folded(List.of("n"))
          : Fold.last(samples);
    }

    private static long seconds(Instant at) {
      return Duration.between(START, at).toSeconds();
    }
  }
}
