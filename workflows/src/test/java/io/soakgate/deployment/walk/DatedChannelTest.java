package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.Ending;
import io.soakgate.plan.NamedChannel;
import io.soakgate.plan.Notice;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Spec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A channel that is named for a day (M-073). */
class DatedChannelTest {
  private static final String NAME = "prod-deployment-${now:MMdd}";

  /** The draft's plan, with a room of the day. */
  private static Plan plan() {
    PlanDraft draft = PlanDraft.small();
    draft.production().watch("days", Duration.ofDays(3), Duration.ofHours(12));
    draft.production().notices.add(new Notice("before", List.of("room"), "The war room"));
    draft.production().notices.add(new Notice("end", List.of("room"), "Deployment successful"));
    Plan p = draft.plan();
    NamedChannel room =
        new NamedChannel(
            "room",
            new Spec("slack", JsonNodeFactory.instance.objectNode().put("channel", NAME), "p:1:1"));
    return new Plan(
        p.name(),
        p.title(),
        p.takes(),
        p.roles(),
        p.start(),
        p.contacts(),
        List.of(room, p.channels().get(0), p.channels().get(1)),
        p.alerts(),
        p.changes(),
        p.environments(),
        p.rollbacks(),
        p.report(),
        p.probes(),
        p.actions(),
        p.history(),
        p.conduct());
  }

  @Test
  void theDayIsThatOfTheFirstWordAndStays() {
    try (Lab lab = new Lab(plan())) {
      Running running = lab.start().untilGate("production", "go");
      running.pass(Duration.ofDays(2));
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.told.stream().filter(m -> m.channel().equals("room")))
          .extracting(m -> m.text() + " in " + m.spec().with().path("channel").asText())
          .containsExactly(
              "The war room in prod-deployment-1104",
              "Deployment successful in prod-deployment-1104");
    }
  }
}
