package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Known;
import io.soakgate.deployment.Known.Other;
import io.soakgate.deployment.Known.Total;
import io.soakgate.deployment.Known.Watched;
import io.soakgate.plan.Check;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the walk hands over to probes that ask it, and to no other. */
class HandingTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final Rule CALM = rule("calm", 1, then(Act.NOTIFY, null));

  private final List<Known> handed = new ArrayList<>();

  @Test
  void aProbeThatAsksNothingIsHandedNothing() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.staging().check("before", must("rows", "rows"));

    walk(plan, "rows");

    assertThat(handed).containsExactly(Known.NOTHING);
  }

  @Test
  void everySampleOfAWatchIsSummedUpWhereACheckAsksForIt() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production()
        .watch("day", DAY, Duration.ofHours(1), CALM, rule("other", 1, then(Act.NOTIFY, null)))
        .check("end", watched("up", CALM.probe()));

    walk(plan, "up");

    BigDecimal ten = BigDecimal.TEN;
    assertThat(handed)
        .singleElement()
        .extracting(Known::watched)
        .isEqualTo(
            List.of(
                new Watched(
                    "day",
                    CALM.probe(),
                    List.of(
                        new Total("", 240, 216, 0, BigDecimal.ZERO, null, null, Unit.NONE),
                        new Total(
                            "p95", 0, 216, 216, BigDecimal.valueOf(2160), ten, ten, Unit.NONE)))));
  }

  @Test
  void aBreachDoublesNothingOfWhatARuleHasSummedUp() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    Rule many = asking(watched("many", CALM.probe()));
    plan.production().watch("day", Duration.ofHours(3), Duration.ofHours(1), CALM, many);
    try (Lab lab = new Lab(plan)) {
      lab.world
          .latency("calm", bucket -> bucket == 2 ? 500 : 10)
          .sees(
              "many",
              request -> {
                handed.add(request.known());
                return Measurement.saw(FakeWorld.NOON, List.of(Value.number("p95", 1)));
              });

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }

    assertThat(handed)
        .extracting(known -> known.watched().stream().map(HandingTest::samples).toList())
        .containsExactly(List.of(10L), List.of(20L), List.of(30L));
  }

  private static long samples(Watched watched) {
    return watched.totals().get(0).due();
  }

  private static Rule asking(Check check) {
    Rule rule = rule(check.name(), 1, then(Act.NOTIFY, null));
    return new Rule(
        rule.name(), check.probe(), rule.when(), 1, rule.noData(), rule.severity(), rule.then());
  }

  @Test
  void issuesFindingsAndDatabasesAreHandedOverByTheKindsThatAsk() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production()
        .check("before", must("log", "issues"), must("which", "identity"), must("scripts", "lint"));

    walk(plan, "log", "which", "scripts");

    assertThat(handed).hasSize(3);
    assertThat(handed.get(0).issues()).isEmpty();
    assertThat(handed.get(0).findings()).isNotNull();
    assertThat(handed.get(0).watched()).isNull();
    assertThat(handed.get(0).others())
        .extracting(Other::environment)
        .containsExactly("staging", "production");
  }

  @Test
  void driftIsHandedTheCatalogOfTheEnvironmentBefore() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production().check("before", must("same", "drift")).check("after", must("still", "drift"));

    walk(plan, "same", "still");

    assertThat(handed).hasSize(2);
    assertThat(handed.get(0).catalog()).isNotNull();
    assertThat(handed.get(0).elsewhere())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.environment()).isEqualTo("staging");
              assertThat(e.before()).as("as it began").isNull();
            });
    assertThat(handed.get(1).elsewhere())
        .singleElement()
        .satisfies(e -> assertThat(e.before()).as("and as it ended").isNotNull());
  }

  private void walk(PlanDraft plan, String... checks) {
    try (Lab lab = new Lab(plan)) {
      for (String check : checks) {
        lab.world.sees(
            check,
            request -> {
              handed.add(request.known());
              return Measurement.saw(FakeWorld.NOON, List.of(Value.number("n", 1)));
            });
      }
      lab.start().ends(Ending.SUCCEEDED);
    }
  }

  private static Check watched(String name, Spec probe) {
    var with =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("value", "calm.p95")
            .set(Spec.WATCHED_PROBE, probe.written());
    return new Check(
        name,
        new Spec(Spec.WATCHED, with, "plan.yaml:1:1"),
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }
}
