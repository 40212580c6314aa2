package io.soakgate.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.embedded.TestStandby;
import io.soakgate.plan.Bound;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.reading.Bounds;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.Lab;
import io.soakgate.target.Limits;
import io.soakgate.target.Target;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a watch and a look before a change see of a real standby: well, stuck, hanging, gone. */
@Tag("postgres")
class StandbyTest {
  private static final String WRITE = "INSERT INTO note SELECT generate_series(1, 1000)";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PATIENT = Duration.ofSeconds(5);

  private static TestStandby servers;
  private static Lab lab;

  @BeforeAll
  static void start() throws Exception {
    servers = TestStandby.start();
    lab = Lab.of(servers.primary(), "postgres");
    lab.run("CREATE TABLE note (id int)");
    followsAgain();
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void oneThatFollowsHasNoLagSoonAfterAWrite() throws Exception {
    lab.run(WRITE);
    Measurement seen = until(m -> number(m, "lag-size") == 0);

    assertThat(seen.values())
        .startsWith(Lab.figure("standbys", "1"))
        .contains(Lab.figure("slots", "1"), Lab.figure("inactive-slots", "0"));
    assertThat(number(seen, "lag-size")).isZero();
    Verdict verdict = rule("> 5s", seen);
    assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    assertThat(verdict.words()).matches("lag \\d+ ms, not > 5 s");
    assertThat(replicas(lab, PATIENT))
        .isEqualTo(
            new Condition("replicas", Level.FINE, "0", "5 s", "1 follow within 5 s", List.of()));
  }

  @Test
  void whoReceivesWalAndReplaysNothingIsNoStandby() throws Exception {
    Process receiving = servers.receiving();
    try {
      until(m -> senders() == 2);

      assertThat(senders()).isEqualTo(2);
      assertThat(number(look(), "standbys")).isEqualTo(1);
      assertThat(replicas(lab, PATIENT).words()).isEqualTo("1 follow within 5 s");
    } finally {
      receiving.destroy();
      receiving.waitFor();
    }
  }

  @Test
  void whatThisLoginMayNotSeeIsNeverToldAsNoLag() throws Exception {
    lab.run("CREATE ROLE plain LOGIN PASSWORD '%s'".formatted(lab.target.password().reveal()));
    Lab plain = Lab.of(servers.primary(), "postgres", "plain");

    assertThat(plain.look("replication", "{}").blind())
        .isEqualTo("how far standbys are is hidden from plain; GRANT pg_read_all_stats to it");
    assertThat(replicas(plain, SECOND))
        .isEqualTo(
            new Condition(
                "replicas",
                Level.WARN,
                null,
                "1 s",
                "how far they are behind cannot be seen: GRANT pg_read_all_stats TO plain",
                List.of("second")));
  }

  @Test
  void theLagOfOneWhoseReplayIsPausedGrowsWhileThePrimaryIsIdle() throws Exception {
    servers.pause();
    try {
      lab.run(WRITE);
      growsAndBreaksARule();

      Condition held = replicas(lab, SECOND);
      assertThat(held.level()).isEqualTo(Level.WAIT);
      assertThat(held.words()).isEqualTo("1 of 1 behind by more than 1 s or 1.0 GB");
      assertThat(held.figure()).isEqualTo("1");
      assertThat(held.rows())
          .singleElement()
          .asString()
          .matches("second \\(streaming\\) \\d+ s, \\d+ kB");
    } finally {
      servers.resume();
    }
    followsAgain();
  }

  /** PostgreSQL shows the lag of its last answer, which was none, until it drops it. */
  @Test
  void oneThatHangsIsNotTakenForOneThatFollows() throws Exception {
    servers.receiver(true);
    try {
      lab.run(WRITE);
      growsAndBreaksARule();
    } finally {
      servers.receiver(false);
    }
    followsAgain();
  }

  @Test
  void oneThatWasStoppedIsNoStandbyAndItsSlotKeepsWhatIsWritten() throws Exception {
    servers.leave();
    try {
      Measurement seen = until(m -> number(m, "inactive-slots") == 1);
      lab.run(WRITE);
      Measurement later = look();

      assertThat(number(later, "standbys")).isZero();
      assertThat(later.value("lag")).isEmpty();
      assertThat(number(later, "inactive-slots")).isEqualTo(1);
      assertThat(number(later, "retained")).isGreaterThan(number(seen, "retained"));
      assertThat(rule("> 1s", later).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
      assertThat(replicas(lab, SECOND).words()).isEqualTo("none is connected");
    } finally {
      servers.follow();
    }
    followsAgain();
  }

  private static void growsAndBreaksARule() throws Exception {
    // A look waits for what is flushed, which here comes a moment after the commit.
    Measurement first = until(m -> number(m, "lag") >= 1000);
    Measurement later = until(m -> number(m, "lag") > number(first, "lag") + 1000);

    assertThat(number(first, "standbys")).isEqualTo(1);
    assertThat(number(first, "lag")).isGreaterThanOrEqualTo(1000);
    assertThat(number(first, "lag-size")).isPositive();
    assertThat(number(later, "lag")).isGreaterThan(number(first, "lag") + 1000);
    Verdict verdict = rule("> 1s", first, later);
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(verdict.words()).matches("lag [\\d.,]+ m?s > 1 s");
  }

  private static void followsAgain() throws Exception {
    Measurement seen = until(m -> number(m, "lag-size") == 0);
    assertThat(number(seen, "lag-size")).isZero();
    assertThat(number(seen, "lag")).isLessThan(5000);
  }

  private static int senders() {
    try (Connection session = lab.target.connect("test");
        Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_replication")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Measurement look() throws InterruptedException {
    return lab.look("replication", "{}");
  }

  private static Measurement until(Predicate<Measurement> seen) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Measurement last = look();
    while (!seen.test(last) && System.nanoTime() < end) {
      last = look();
    }
    return last;
  }

  /** What a rule of a watch says of a bucket with these samples. */
  private static Verdict rule(String bound, Measurement... samples) {
    Measurement bucket = lab.probes().kind("replication").orElseThrow().fold(List.of(samples));
    Node written = Node.of(TextNode.valueOf(bound), "plan.yaml:7:5", new Problems());
    Bound lag = Bounds.parse(written).orElseThrow();
    return Judge.breaks(List.of(new Expectation("lag", lag)), bucket, null);
  }

  /** What the look before a change says, where a standby may be that far behind. */
  private static Condition replicas(Lab lab, Duration lag) throws Exception {
    Limits usual = Limits.USUAL;
    Limits limits =
        new Limits(
            usual.transaction(),
            usual.idle(),
            usual.blocker(),
            lag,
            usual.retained(),
            usual.connections(),
            usual.disk(),
            usual.patience(),
            usual.lease());
    Target at = lab.target;
    Target target =
        new Target(
            at.name(),
            at.host(),
            at.port(),
            at.database(),
            at.user(),
            at.password(),
            at.disposable(),
            at.policy(),
            at.endpoints(),
            limits);
    try (Connection session = Looking.at(target)) {
      return new Replicas().look(new View(session, target, null, null, null)).get(0);
    }
  }

  private static long number(Measurement seen, String name) {
    return seen.value(name).map(v -> v.number().longValueExact()).orElse(-1L);
  }
}
