package io.soakgate.deployment.walk;

import io.soakgate.plan.Choice;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Toll;
import java.time.Duration;
import java.util.List;

/** A deployment that leaves something behind, and how it is asked back. */
final class LeftBehind {
  static final Duration DAY = Duration.ofDays(1);

  static PlanDraft plan(List<String> approve, Choice... choose) {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.rollbacks.add(
        new Rollback(
            "policies-only",
            List.of(new Step("policies", null)),
            List.of(),
            null,
            approve,
            List.of(choose),
            Toll.NONE,
            DAY));
    return plan;
  }

  static PlanDraft plan() {
    return plan(List.of());
  }

  static String asks(String more) {
    return "{\"deployment\": \"deployment-1\", \"by\": \"bob\", \"reason\": \"slow\"" + more + "}";
  }

  static final String POLICIES = asks(", \"option\": \"policies-only\"");

  private LeftBehind() {}
}
