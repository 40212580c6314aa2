package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.plan.Notice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a text when its channel does not take it at once. */
class TellingWalkTest {
  private static PlanDraft announced() {
    PlanDraft plan = PlanDraft.small();
    plan.staging().notices.add(new Notice("before", List.of("team"), "It begins"));
    return plan;
  }

  private static List<String> untold(Lab lab) {
    return lab.world.story.timeline().stream()
        .map(Entry::words)
        .filter(words -> words.startsWith("could not tell"))
        .toList();
  }

  @Test
  void aChannelThatWishesToBeAskedInAMinuteIsToldOnce() {
    try (Lab lab = new Lab(announced())) {
      lab.world.busy("team");

      Running running = lab.start().untilGate("production", "go");
      running.pass(Duration.ofMinutes(2));
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.toldTo("team")).containsOnlyOnce("It begins");
      assertThat(untold(lab)).isEmpty();
    }
  }

  @Test
  void aChannelThatStaysDownIsAWarningWithItsReason() {
    try (Lab lab = new Lab(announced())) {
      lab.world.deaf("team");

      Running running = lab.start().untilGate("production", "go");
      running.pass(Duration.ofMinutes(6));
      running.approve("ann");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(untold(lab)).containsOnly("could not tell team: channel is down");
    }
  }

  @Test
  void theTargetIsGivenBackWhileAChannelThatIsDownIsStillTried() {
    PlanDraft plan = announced();
    plan.environments.remove(1);
    try (Lab lab = new Lab(plan)) {
      lab.world.deaf("team");

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(untold(lab))
          .containsExactly("could not tell team: not yet at the end; still trying");
      assertThat(lab.world.audit)
          .extracting(Entry::words)
          .contains("could not tell team: not within 2 minutes of the end");
    }
  }
}
