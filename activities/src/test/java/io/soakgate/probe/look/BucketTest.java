package io.soakgate.probe.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Lab;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Probes;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final Instant START = Instant.parse("2026-11-21T07:00:00Z");
  private static final Instant PLANNED = Instant.parse("2026-12-01T02:00:00Z");

  private final SkippedTime time = new SkippedTime(START);
  private final Counter counter = new Counter(time);
  private final Looks looks = new Looks(new Probes(List.of(counter)), time);
  private final List<Progress> told = new ArrayList<>();

  @Test
  void itSamplesAtFixedTimesUntilTheBucketIsOver() throws Exception {
    counter.takes = Duration.ofSeconds(7);

    BucketReading reading = sample(minutes(5), seconds(60));

    assertThat(reading).isEqualTo(read(5, seen(5, START.plusSeconds(247))));
    assertThat(counter.looked).containsExactly(at(0), at(60), at(120), at(180), at(240));
    assertThat(time.instant()).isEqualTo(at(300));
    assertThat(told).extracting(Progress::taken).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aBucketAskedForEarlyWaitsForItsStart() throws Exception {
    time.now = START.minusSeconds(20);

    sample(minutes(2), seconds(60));

    assertThat(counter.looked).containsExactly(at(0), at(60));
  }

  @Test
  void rulesWithTheSameProbeShareItsSamples() throws Exception {
    BucketRequest request =
        new BucketRequest(
            Lab.scope(),
            "soak",
            3,
            PLANNED,
            PLANNED.plusSeconds(60),
            START,
            at(60),
            seconds(60),
            List.of(
                new RuleProbe("a", Lab.spec("counter", "{of: x}")),
                new RuleProbe("b", Lab.spec("counter", "{of: y}")),
                new RuleProbe("c", Lab.spec("counter", "{of: x}"))),
            List.of(),
            List.of());

    BucketReading reading =
        new Bucket(request, looks, time, time).sample(Progress.fresh(2), told::add);

    assertThat(reading.readings())
        .containsExactly(
            new RuleReading("a", seen(1, START)),
            new RuleReading("b", seen(2, START)),
            new RuleReading("c", seen(1, START)));
  }

  @Test
  void samplesThatPassWhileALookIsStillGoingOnAreNotMissed() throws Exception {
    counter.takes = Duration.ofMillis(900);

    BucketReading reading = sample(Duration.ofMillis(833), Duration.ofMillis(69));

    assertThat(reading).isEqualTo(read(1, seen(1, START.plusMillis(900))));
  }

  @Test
  void aBucketNobodyLookedAtIsBlindAndNotHealthy() throws Exception {
    time.now = at(601);

    assertThat(sample(minutes(5), seconds(60)))
        .isEqualTo(
            read(
                0,
                Measurement.blind(
                    at(601),
                    "nobody looked between 2026-12-01T02:00:00Z and 2026-12-01T02:05:00Z")));
    assertThat(counter.looked).isEmpty();
  }

  @Test
  void aShortBucketHandedOverLateIsStillLookedAt() throws Exception {
    time.now = at(20);

    assertThat(sample(Duration.ofMillis(833), Duration.ofMillis(69)))
        .isEqualTo(read(1, seen(1, at(20))));
  }

  @Test
  void underHalfOfTheSamplesIsNoData() throws Exception {
    time.now = at(240);

    assertThat(sample(minutes(5), seconds(30)))
        .isEqualTo(
            read(
                2,
                Measurement.blind(
                    at(300), "only 2 of 9 samples were seen; nobody looked at the others")));
  }

  @Test
  void blindSamplesCountAsNotSeenAndTheLastReasonIsTold() throws Exception {
    counter.blind = List.of(2, 3, 4);

    assertThat(sample(minutes(5), seconds(60)))
        .isEqualTo(
            read(
                5,
                Measurement.blind(
                    at(300), "only 2 of 5 samples were seen; the last reason: gone 4")));

    counter.blind = List.of(7, 8);
    time.now = START;
    assertThat(sample(minutes(5), seconds(60))).isEqualTo(read(5, seen(10, at(240))));
  }

  @Test
  void anotherAttemptGoesOnWhereTheLastOneWas() throws Exception {
    sampleUntil(at(120));
    Progress left = told.get(told.size() - 1);
    assertThat(left.taken()).isEqualTo(3);

    time.now = at(185);
    BucketReading reading = bucket(minutes(5), seconds(60)).sample(left, told::add);

    assertThat(reading).isEqualTo(read(5, seen(5, at(240))));
    assertThat(counter.looked).containsExactly(at(0), at(60), at(120), at(185), at(240));
  }

  @Test
  void whatNobodyLookedAtBetweenTwoAttemptsIsLost() throws Exception {
    sampleUntil(at(60));
    Progress left = told.get(told.size() - 1);

    time.now = at(3500);
    BucketReading reading = bucket(minutes(60), seconds(60)).sample(left, told::add);

    assertThat(reading)
        .isEqualTo(
            new BucketReading(
                3,
                4,
                List.of(
                    new RuleReading(
                        "rule",
                        Measurement.blind(
                            at(3600),
                            "only 4 of 60 samples were seen; nobody looked at the others")))));
  }

  @Test
  void anAttemptThatDiedAfterTheLastSampleOnlyFolds() throws Exception {
    sample(minutes(2), seconds(60));
    Progress left = told.get(told.size() - 1);

    time.now = at(125);

    assertThat(bucket(minutes(2), seconds(60)).sample(left, told::add))
        .isEqualTo(read(2, seen(2, at(60))));
  }

  @Test
  void whenItIsCancelledItStopsAtOnce() {
    sampleUntil(at(60));

    assertThat(counter.looked).containsExactly(at(0), at(60));
  }

  private void sampleUntil(Instant cancelled) {
    time.interrupted = cancelled;
    assertThatThrownBy(() -> sample(minutes(60), seconds(60)))
        .isInstanceOf(InterruptedException.class);
    time.interrupted = Instant.MAX;
  }

  private BucketReading sample(Duration length, Duration every) throws InterruptedException {
    Bucket bucket = bucket(length, every);
    return bucket.sample(bucket.fresh(), told::add);
  }

  private Bucket bucket(Duration length, Duration every) {
    return new Bucket(
        new BucketRequest(
            Lab.scope(),
            "soak",
            3,
            PLANNED,
            PLANNED.plus(Duration.ofMinutes(5)),
            START,
            START.plus(length),
            every,
            List.of(new RuleProbe("rule", Lab.spec("counter", "{}"))),
            List.of(),
            List.of()),
        looks,
        time,
        time);
  }

  private static BucketReading read(int samples, Measurement measurement) {
    return new BucketReading(3, samples, List.of(new RuleReading("rule", measurement)));
  }

  private static Measurement seen(int number, Instant at) {
    return Measurement.saw(at, List.of(Value.number("n", number)));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  /** A clock that moves when somebody waits. */
  private static final class SkippedTime extends Clock implements Sleeper {
    private Instant now;
    private Instant interrupted = Instant.MAX;

    SkippedTime(Instant now) {
      this.now = now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      if (!now.isBefore(interrupted)) {
        throw new InterruptedException();
      }
      now = duration.isNegative() ? now : now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** A probe that counts how often it looked. */
  private static final class Counter implements Probe {
    private final SkippedTime time;
    private final List<Instant> looked = new ArrayList<>();
    private List<Integer> blind = List.of();
    private Duration takes = Duration.ZERO;

    Counter(SkippedTime time) {
      this.time = time;
    }

    @Override
    public String kind() {
      return "counter";
    }

    @Override
    public List<String> check(Node with) {
      return List.of();
    }

    @Override
    public Measurement look(Node with, ProbeRequest request) {
      looked.add(time.now);
      time.now = time.now.plus(takes);
      if (blind.contains(looked.size())) {
        throw new IllegalStateException("gone " + looked.size());
      }
      return seen(looked.size(), time.now);
    }
  }
}
