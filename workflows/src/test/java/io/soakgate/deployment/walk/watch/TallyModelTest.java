package io.soakgate.deployment.walk.watch;

import static io.soakgate.deployment.walk.PlanDraft.over;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Known;
import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.WatchWorkflow.WatchRequest;
import io.soakgate.deployment.WatchWorkflow.WatchState;
import io.soakgate.deployment.walk.FakeWorld;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Response;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Snooze;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a watch counts, held against a few lines that say what the rules of the language mean. */
class TallyModelTest {
  private static final int SEQUENCES = 100_000;
  private static final int BUCKETS = 10;
  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** What a bucket showed: bad, good, neither success nor breach, or nothing. */
  private static final String DRAWN = "xxxxxxx..~??";

  private static final Measurement BAD = figure(500);
  private static final Measurement GOOD = figure(10);
  private static final Measurement BETWEEN = figure(100);
  private static final Measurement NOTHING = Measurement.blind(FakeWorld.NOON, "no samples");

  /** One sequence: a rule, the watch around it, and what its probe shows, bucket by bucket. */
  private record Drawn(Watch watch, String shown, boolean[] killed, List<Snooze> snoozes) {
    /** Whether bucket {@code i} lies in the snooze, in part or in whole. */
    boolean asleep(int i) {
      Buckets.Bucket bucket = Buckets.of(watch).get(i);
      return snoozes.stream()
          .anyMatch(
              s ->
                  s.from().isBefore(FakeWorld.NOON.plus(bucket.to()))
                      && FakeWorld.NOON.plus(bucket.from()).isBefore(s.until()));
    }
  }

  @Test
  void aRuleFiresWhenAndOnlyWhenItShould() {
    Random random = new Random(20_261_121);
    int fired = 0;
    int blind = 0;
    int asleep = 0;
    int well = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      Drawn drawn = drawn(random);
      String said = said(drawn);
      String meant = model(drawn);
      if (!said.equals(meant)) {
        assertThat(said).as("%s", drawn).isEqualTo(meant);
      }
      fired += said.contains("F") ? 1 : 0;
      blind += said.contains("B") ? 1 : 0;
      asleep += said.contains("z") ? 1 : 0;
      well += said.contains("W") ? 1 : 0;
    }
    assertThat(fired).as("sequences in which it fired").isBetween(SEQUENCES / 4, SEQUENCES);
    assertThat(blind).as("sequences in which it was blind").isBetween(SEQUENCES / 20, SEQUENCES);
    assertThat(asleep).as("sequences that broke asleep").isBetween(SEQUENCES / 20, SEQUENCES);
    assertThat(well).as("sequences in which it got well").isBetween(SEQUENCES / 20, SEQUENCES);
  }

  /**
   * The reference: one letter a bucket, F fires, f fires and people heard of it lately, B says that
   * it is blind, W that it is well again, z breaks it and is not heeded, - is silent.
   */
  private static String model(Drawn drawn) {
    Rule rule = drawn.watch().rules().get(0);
    boolean onlyTells = rule.then().act() == Act.NOTIFY;
    StringBuilder said = new StringBuilder();
    String seen = "";
    String blind = "";
    long[] broke = null; // minutes: told at, quiet until, ill at
    long[] lost = null;
    for (int i = 0; i < BUCKETS; i++) {
      char shown = judged(drawn.watch(), i) ? drawn.shown().charAt(i) : ' ';
      Buckets.Bucket bucket = Buckets.of(drawn.watch()).get(i);
      long now = bucket.to().toMinutes();
      long shortest = bucket.length().toMinutes() * rule.inARow();
      if (shown == ' ' || drawn.asleep(i)) {
        said.append(shown == 'x' ? 'z' : '-');
        seen = shown == ' ' ? seen : "";
        blind = shown == ' ' ? blind : "";
        broke = shown == ' ' ? broke : null;
        lost = shown == ' ' ? lost : null;
        continue;
      }
      blind = shown == '?' ? blind + shown : "";
      seen += shown == 'x' ? "x" : shown == '?' ? "" : ".";
      String last = seen.substring(Math.max(0, seen.length() - rule.outOf()));
      boolean breaks = shown == 'x' && last.replace(".", "").length() >= rule.inARow();
      boolean fires = breaks && (broke == null || now >= broke[1]);
      boolean dark = blind.length() >= rule.inARow() && (lost == null || now >= lost[1]);
      boolean ill = shown == 'x' || shown == '?';
      long[] known = broke != null ? broke : lost;
      boolean well = !ill && known != null && now >= known[2] + Math.max(60, shortest);
      broke = well ? null : fires ? told(broke, now, shortest) : broke;
      lost = well ? null : dark ? told(lost, now, shortest) : lost;
      if (broke != null && ill) {
        broke[2] = now;
      }
      if (lost != null && shown == '?') {
        lost[2] = now;
      } else if (lost != null && broke != null && now >= lost[2] + Math.max(60, shortest)) {
        lost = null;
      }
      seen = breaks && !onlyTells ? "" : seen;
      said.append(fires ? 'F' : breaks && !onlyTells ? 'f' : dark ? 'B' : well ? 'W' : '-');
    }
    return said.toString();
  }

  private static long[] told(long[] before, long now, long shortest) {
    long quiet = before == null ? shortest : Math.min(2 * (before[1] - before[0]), 240);
    return new long[] {now, now + Math.max(shortest, quiet), now};
  }

  /** Whether bucket {@code i} lies in the part of the watch in which the rule is judged. */
  private static boolean judged(Watch watch, int i) {
    Rule.Span during = watch.rules().get(0).during();
    int second = (int) (watch.phases().get(1).from().toMinutes() / 15);
    int from = i < second ? i * 15 : second * 15 + (i - second) * 60;
    return during == null || from >= during.from().toMinutes() && from < during.to().toMinutes();
  }

  private static Drawn drawn(Random random) {
    int inARow = 1 + random.nextInt(4);
    int outOf = random.nextBoolean() ? inARow : inARow + random.nextInt(4);
    int second = 1 + random.nextInt(BUCKETS - 2);
    int hours = BUCKETS - second;
    Duration border = QUARTER.multipliedBy(second);
    Duration from = QUARTER.multipliedBy(random.nextInt(second + 1));
    Rule.Span during =
        random.nextInt(3) > 0 ? null : new Rule.Span(from, border.plusHours(random.nextInt(hours)));
    Act act = random.nextBoolean() ? Act.ROLLBACK : Act.NOTIFY;
    Rule rule = rule(inARow, outOf, during, then(act, act == Act.NOTIFY ? null : "everything"));
    List<Phase> phases =
        List.of(new Phase(Duration.ZERO, QUARTER), new Phase(border, Duration.ofHours(1)));
    Watch watch = new Watch("day", border.plusHours(hours), phases, QUARTER, List.of(rule), false);
    StringBuilder shown = new StringBuilder();
    boolean[] killed = new boolean[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      shown.append(DRAWN.charAt(random.nextInt(DRAWN.length())));
      killed[i] = random.nextInt(4) == 0;
    }
    return new Drawn(watch, shown.toString(), killed, snoozes(random));
  }

  /** None, or one that begins and ends anywhere, mostly within a bucket. */
  private static List<Snooze> snoozes(Random random) {
    Instant from = FakeWorld.NOON.plusSeconds(random.nextInt(10 * 3600));
    Instant until = from.plusSeconds(60 + random.nextInt(3 * 3600));
    return random.nextInt(3) > 0
        ? List.of()
        : List.of(new Snooze("slow", from, until, "ann", null, "a report runs late"));
  }

  private static Rule rule(int inARow, int outOf, Rule.Span during, Response then) {
    return new Rule(
        "slow",
        spec("latency", "slow"),
        List.of(over("p95", 100)),
        inARow,
        Severity.PAGE,
        Severity.CRITICAL,
        then,
        outOf,
        null,
        during,
        null,
        null);
  }

  /** The code's own: a run that ends, for whatever reason, hands its state to the next. */
  private static String said(Drawn drawn) {
    StringBuilder said = new StringBuilder();
    Tally tally = new Tally(request(drawn.watch(), WatchState.fresh()));
    for (Buckets.Bucket bucket : Buckets.of(drawn.watch())) {
      int i = bucket.number() - 1;
      tally.judge(bucket, reading(bucket.number(), drawn.shown().charAt(i)), drawn.snoozes());
      var breaches = tally.breaches(bucket);
      said.append(breaches.isEmpty() ? '-' : letter(breaches.get(0)));
      if (!breaches.isEmpty() || drawn.killed()[i]) {
        tally = new Tally(request(drawn.watch(), tally.state(bucket.number())));
      }
    }
    return said.toString();
  }

  private static char letter(Breach breach) {
    if (breach.asleep()) {
      return 'z';
    }
    return breach.blind() ? 'B' : breach.well() ? 'W' : breach.quiet() ? 'f' : 'F';
  }

  private static BucketReading reading(int bucket, char shown) {
    Measurement seen =
        switch (shown) {
          case 'x' -> BAD;
          case '.' -> GOOD;
          case '~' -> BETWEEN;
          default -> NOTHING;
        };
    return new BucketReading(bucket, 10, List.of(new RuleReading("slow", seen)));
  }

  private static Measurement figure(int p95) {
    return Measurement.saw(FakeWorld.NOON, List.of(Value.number("p95", p95)));
  }

  private static WatchRequest request(Watch watch, WatchState state) {
    return new WatchRequest(
        null,
        watch,
        List.of(),
        FakeWorld.NOON,
        FakeWorld.NOON,
        1,
        new ArrayList<>(),
        state,
        List.of(),
        List.of(),
        List.of(),
        Known.NOTHING,
        List.of());
  }
}
