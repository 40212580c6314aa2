package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.asBefore;
import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Evidence.Seen;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.plan.Check;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks during a load, against a change, and with a time. */
class CheckKeysWalkTest {

  private static PlanDraft staging() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    return plan;
  }

  private static Check keyed(Check check, Spec during, String against, Duration takes) {
    return new Check(
        check.name(),
        check.probe(),
        check.must(),
        check.should(),
        check.in(),
        check.shownTo(),
        takes,
        null,
        List.of(),
        during,
        against);
  }

  @Test
  void checksDuringALoadShareItsOneRunWithTheCheckOfTheLoadItself() {
    PlanDraft plan = staging();
    Spec load = spec("http-load", "load");
    plan.staging()
        .check(
            "released",
            must("quiet", "query", under("n", 5)),
            keyed(must("pool", "connections", under("n", 5)), load, null, null),
            must("load", "http-load", under("n", 5)),
            keyed(must("locks", "locks", under("n", 5)), load, null, null));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("quiet", 1).sees("pool", 2).sees("load", 3).sees("locks", 4);

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(lab.world.log()).filteredOn(l -> l.equals("during load")).hasSize(1);
      assertThat(lab.world.story.environments().get(0).checks())
          .extracting(CheckStory::check, c -> c.verdict().words())
          .contains(
              org.assertj.core.groups.Tuple.tuple("quiet", "n 1 < 5"),
              org.assertj.core.groups.Tuple.tuple("pool", "n 2 < 5"),
              org.assertj.core.groups.Tuple.tuple("load", "n 3 < 5"),
              org.assertj.core.groups.Tuple.tuple("locks", "n 4 < 5"));
    }
  }

  @Test
  void aLoadThatNoCheckJudgesIsRecorded() {
    PlanDraft plan = staging();
    Check pool = must("pool", "connections", under("n", 5));
    plan.staging().check("released", keyed(pool, spec("http-load", "load"), null, null));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("load", 3);

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(lab.world.story.evidence().measurements())
          .filteredOn(s -> s.kind().equals("http-load"))
          .extracting(Seen::moment)
          .containsExactly("released");
    }
  }

  @Test
  void whatIsComparedWithAChangeWasMeasuredJustBeforeIt() {
    PlanDraft plan = staging();
    Check rows = must("rows", "query", asBefore("n"));
    plan.staging().check("after", keyed(rows, null, "policies", null));
    try (Lab lab = new Lab(plan)) {
      // One more row with each change that is there.
      lab.world.sees("rows", request -> saw(lab.world.carried("staging").size()));

      String why = lab.start().ends(Ending.ROLLED_BACK).why();

      assertThat(why)
          .as("one before policies, none before the first change")
          .isEqualTo("after check rows: n 2, not = 1 before");
    }
  }

  private static Measurement saw(int figure) {
    return Measurement.saw(FakeWorld.NOON, List.of(Value.number("n", figure)));
  }

  @Test
  void checksThatTakeLongerThanThePlanExpectsWarn() {
    PlanDraft plan = staging();
    Check slow = keyed(must("slow", "query"), null, null, Duration.ofMillis(1));
    plan.staging().check("after", slow);
    try (Lab lab = new Lab(plan)) {
      lab.world.sees(
          "slow",
          request -> {
            lab.temporal.sleep(Duration.ofSeconds(3));
            return saw(1);
          });

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.audit)
          .anyMatch(e -> e.subject().equals("after") && e.words().startsWith("its checks took "));
    }
  }
}
