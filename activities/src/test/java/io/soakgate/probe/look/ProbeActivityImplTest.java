package io.soakgate.probe.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.soakgate.audit.Measured;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.ProbeActivity;
import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.LookRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Variable;
import io.soakgate.probe.Lab;
import io.soakgate.probe.Probes;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeActivityImplTest {
  private static final Store NO_STORE =
      new Store("jdbc:postgresql://127.0.0.1:1/none", "nobody", new Secret("file:/dev/null"));

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final Lab lab = Lab.alone();

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void valuesOfTheEnvironmentAreFilledIn() throws Exception {
    lab.admit("sql/of-staging.sql", "SELECT 1;\n");
    LookRequest request =
        new LookRequest(
            Lab.scope(new Variable("where", Lab.json("staging"))),
            null,
            List.of(Lab.spec("file", "{path: 'sql/of-${where}.sql'}")),
            lab.scripts);

    assertThat(probes(Clock.systemUTC()).look(request).get(0).value("readable"))
        .contains(Value.text("readable", "true"));
  }

  @Test
  void whateverGoesWrongIsBlindAndNeverAFailure() {
    ProbeActivity probes = probes(Lab.CLOCK);
    assertThat(look(probes, Lab.spec("crystal-ball", "{}")))
        .isEqualTo(
            Lab.blind(
                "this worker knows no probe crystal-ball, only "
                    + String.join(", ", Lab.alone().probes().names())));
    assertThat(look(probes, Lab.spec("rows", "{tables: [dish]}")))
        .isEqualTo(
            Lab.blind(
                "plan.yaml:7:5: dish: a table is named with its schema; write it as"
                    + " schema.table"));
    assertThat(look(probes, Lab.spec("attest", "we looked")))
        .isEqualTo(Lab.blind("a person attests this at a gate; a worker cannot look at it"));
    assertThat(look(probes, Lab.spec("catalog", "{schema: shop}")).blind())
        .startsWith("Connection to 127.0.0.1:1 refused.");
  }

  @Test
  void aBucketIsReadThroughTemporalAndGoesOnFromTheHeartbeat() throws Exception {
    lab.admit("sql/a.sql", "1\n");
    ProbeActivity probes = probes(Clock.systemUTC());
    // The first call of an environment takes its time, which would be the bucket's.
    look(probes, Lab.spec("attest", "ready"));
    Instant start = Instant.now();
    Progress before =
        Progress.fresh(1).with(List.of(Optional.of(Measurement.saw(start, List.of()))), start);
    temporal.setHeartbeatDetails(before);

    BucketReading reading = probes.bucket(bucket(start, Duration.ofSeconds(5)));

    assertThat(reading.samples()).isGreaterThan(1);
    assertThat(reading.readings())
        .extracting(RuleReading::rule, r -> r.measurement().value("lines").orElse(null))
        .containsExactly(tuple("size", Value.number("lines", 1)));
    assertThat(reading.unkept()).extracting(Entry::subject).containsExactly("watch soak");
  }

  @Test
  void aCancelledBucketStopsAtOnceAndItsHeartToo() throws Exception {
    lab.admit("sql/a.sql", "1\n");
    ProbeActivity probes = probes(Clock.systemUTC());
    BucketRequest hour = bucket(Instant.now(), Duration.ofHours(1));
    temporal.requestCancelActivity();

    assertThatThrownBy(() -> probes.bucket(hour)).isInstanceOf(CanceledFailure.class);

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .filteredOn("soakgate-heart"::equals)
        .as("all hearts share a few threads")
        .hasSizeLessThanOrEqualTo(16);
    assertThat(Heart.beating()).isZero();
  }

  @Test
  void manyHeartsBeatSlowerAndNeverTooSlowForTheirTimeout() {
    assertThat(Heart.pause(1)).isEqualTo(1_000);
    assertThat(Heart.pause(200)).isEqualTo(2_000);
    assertThat(Heart.pause(2_000)).isEqualTo(5_000);
  }

  /** S-060: the changes are over sooner than the bucket. */
  @Test
  void anOpenBucketAnswersWithWhatItSawWhenItIsCancelled() throws Exception {
    lab.admit("sql/a.sql", "1\n");
    ProbeActivity probes = probes(Clock.systemUTC());
    BucketRequest hour = bucket(Instant.now(), Duration.ofHours(1));
    temporal.requestCancelActivity();

    BucketReading reading = probes.bucket(open(hour));

    assertThat(reading.samples()).isPositive();
    assertThat(reading.readings())
        .extracting(r -> r.measurement().value("lines").orElse(null))
        .containsExactly(Value.number("lines", 1));
    assertThat(reading.unkept().get(0).at()).isBefore(hour.to());
  }

  private static BucketRequest open(BucketRequest b) {
    return new BucketRequest(
        b.scope(),
        b.watch(),
        b.bucket(),
        b.from(),
        b.to(),
        b.since(),
        b.startAt(),
        b.wakeAt(),
        b.every(),
        b.probes(),
        b.scripts(),
        b.unkept(),
        true);
  }

  @Test
  void aLookGoesOnFromTheHeartbeatAndKeepsTheOrder() throws Exception {
    lab.admit("sql/a.sql", "1\n");
    Measurement before = Measurement.saw(Lab.NOW, List.of(Value.number("seen-before", 1)));
    temporal.setHeartbeatDetails(new ProbeActivityImpl.Seen(List.of(before)));
    Spec file = Lab.spec("file", "{path: sql/a.sql}");
    Spec attest = Lab.spec("attest", "we looked");

    List<Measurement> seen =
        probes(Lab.CLOCK)
            .look(new LookRequest(Lab.scope(), null, List.of(attest, file, attest), lab.scripts));

    assertThat(seen).hasSize(3);
    assertThat(seen.get(0)).isEqualTo(before);
    assertThat(seen.get(1).value("lines")).contains(Value.number("lines", 1));
    assertThat(seen.get(2))
        .isEqualTo(Lab.blind("a person attests this at a gate; a worker cannot look at it"));
  }

  private Measurement look(ProbeActivity probes, Spec spec) {
    return probes.look(new LookRequest(Lab.scope(), null, List.of(spec), List.of())).get(0);
  }

  private ProbeActivity probes(Clock clock) {
    temporal.registerActivitiesImplementations(
        new ProbeActivityImpl(
            Probes.of(new Targets(List.of(lab.target)), lab.folders, clock),
            clock,
            new Measured(NO_STORE)));
    return temporal.newActivityStub(ProbeActivity.class);
  }

  private BucketRequest bucket(Instant start, Duration length) {
    return new BucketRequest(
        Lab.scope(),
        "soak",
        1,
        Lab.NOW,
        Lab.NOW.plus(length),
        start,
        start.plus(length),
        Duration.ofMillis(100),
        List.of(new RuleProbe("size", Lab.spec("file", "{path: sql/a.sql}"))),
        lab.scripts,
        List.of());
  }
}
