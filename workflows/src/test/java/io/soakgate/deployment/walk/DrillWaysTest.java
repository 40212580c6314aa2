package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.soakgate.deployment.DrillActivity.DrillRequest;
import io.soakgate.plan.Choice;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Toll;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which ways of an option are walked on copies: as it is done there, and with what is chosen. */
@Tag("M-130")
class DrillWaysTest {

  private static PlanDraft plan(Choice... choose) {
    PlanDraft plan = PlanDraft.small();
    plan.staging().backedUp();
    plan.rollbacks.add(
        new Rollback(
            "limited",
            List.of(new Step("policies", null)),
            List.of(),
            Duration.ofMinutes(5),
            List.of(),
            List.of(choose),
            Toll.NONE,
            null));
    return plan;
  }

  private static List<DrillRequest> rollbacks(Lab lab) {
    return lab.world.drills.requests.stream()
        .filter(r -> r.legs().get(0).name().equals("rollback"))
        .toList();
  }

  @Test
  void whatIsDoneInPlaceOfAnOptionIsWhatIsWalked() {
    try (Lab lab = new Lab(plan())) {
      lab.world.instead("shop-production", "limited");
      lab.start().untilGate("production", "go");

      assertThat(rollbacks(lab))
          .extracting(DrillRequest::subject, DrillRequest::instead)
          .containsExactly(tuple("everything", false), tuple("limited", true));
    }
  }

  @Test
  void everyValueThatMayBeChosenIsWalked() {
    try (Lab lab = new Lab(plan(new Choice("limit", List.of("60", "30"))))) {
      Running running = lab.start().untilGate("production", "go");

      assertThat(rollbacks(lab))
          .extracting(DrillRequest::subject, DrillWaysTest::limit)
          .containsExactly(
              tuple("everything", List.of()),
              tuple("limited (limit = 60)", List.of("60")),
              tuple("limited (limit = 30)", List.of("30")));
      assertThat(running.status().gate().drill())
          .anyMatch(line -> line.startsWith("rollback limited (limit = 30) is partial: took"));
    }
  }

  private static List<String> limit(DrillRequest request) {
    return request.legs().get(0).acts().get(0).scope().values().stream()
        .filter(v -> v.name().equals("limit"))
        .map(v -> v.value().asText())
        .toList();
  }
}
