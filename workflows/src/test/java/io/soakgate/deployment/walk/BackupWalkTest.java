package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.plan.Backup;
import io.soakgate.plan.Backup.Taken;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Window;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackupWalkTest {
  private static Backup backup(String kind, Taken taken, Duration maxAge) {
    Spec spec =
        new Spec(kind, JsonNodeFactory.instance.objectNode().put("name", "before_menu"), "p:1:1");
    return new Backup(spec, List.of(), null, taken, maxAge, List.of());
  }

  /** Production alone; it is Monday noon, and its window opens on Wednesday at 07:00 UTC. */
  private static PlanDraft windowed(Backup backup) {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(0);
    plan.environments.get(0).backup = backup;
    plan.environments.get(0).window =
        new Window(
            LocalTime.of(2, 0),
            LocalTime.of(6, 0),
            ZoneId.of("America/New_York"),
            Duration.ofHours(24));
    return plan;
  }

  private static List<String> words(Lab lab) {
    return lab.world.audit.stream()
        .filter(e -> e.subject().equals("backup"))
        .map(Entry::words)
        .toList();
  }

  @Test
  void takenAheadItIsProvenBeforeAnybodyIsAskedAndNotTakenAgain() {
    try (Lab lab = new Lab(windowed(backup("dump", Taken.AHEAD, Duration.ofDays(3))))) {
      Running running = lab.start().untilGate("production", "go");
      assertThat(lab.world.log).contains("backup in production");

      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.log).filteredOn("backup in production"::equals).hasSize(1);
      assertThat(words(lab))
          .hasSize(3)
          .element(2)
          .asString()
          .matches("before was taken .+ ago, at most .+ old");
    }
  }

  @Test
  void takenAheadAndTooOldByThenItIsTakenAnew() {
    try (Lab lab = new Lab(windowed(backup("dump", Taken.AHEAD, Duration.ofHours(12))))) {
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.log).filteredOn("backup in production"::equals).hasSize(2);
      assertThat(words(lab).get(2)).endsWith(" ago, at most 12 h old: taken anew");
    }
  }

  @Test
  void aBackupThatIsNotVerifiedEndsItBeforeAnybodyIsAsked() {
    try (Lab lab = new Lab(windowed(backup("dump", Taken.AHEAD, null)))) {
      lab.world.badBackup();
      Running running = lab.start();
      running.ends(Ending.REFUSED);

      assertThat(lab.world.acts).isEmpty();
    }
  }

  @Test
  void whatAProviderTakesPeopleVouchForAndNobodyCallsVerified() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(0);
    plan.environments.get(0).backup = backup("attested", Taken.WINDOW, null);
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "go");
      assertThat(running.status().gate().attestations())
          .singleElement()
          .satisfies(
              a -> {
                assertThat(a.name()).isEqualTo("backup");
                assertThat(a.words())
                    .isEqualTo(
                        "the provider's snapshot before_menu is there, is whole and can be"
                            + " restored");
              });
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.log).doesNotContain("backup in production");
      assertThat(words(lab))
          .containsExactly(
              "attested by ann, not verified: the provider's snapshot before_menu is there, is"
                  + " whole and can be restored");
      assertThat(lab.world.audit)
          .filteredOn(e -> e.subject().equals("backup"))
          .extracting(Entry::outcome)
          .containsExactly("attested");
    }
  }
}
