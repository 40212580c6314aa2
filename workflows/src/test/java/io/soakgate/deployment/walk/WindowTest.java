package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Status;
import io.soakgate.plan.Never;
import io.soakgate.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  // It is Monday noon UTC; a day later is Tuesday 07:00 in New York, so Wednesday's is the first.
  private static final Instant OPENS = Instant.parse("2026-11-04T07:00:00Z");

  private static PlanDraft windowed(LocalTime to) {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(0);
    plan.environments.get(0).window =
        new Window(LocalTime.of(2, 0), to, NEW_YORK, Duration.ofHours(24));
    plan.environments.get(0).notice("announced", "Maintenance: ${window}");
    return plan;
  }

  @Test
  void announcesWaitsAndStartsWhenTheWindowOpens() {
    try (Lab lab = new Lab(windowed(LocalTime.of(6, 0)))) {
      Running running = lab.start().untilGate("production", "go");
      assertThat(running.status().gate().expires())
          .as("an hour of work and an hour for a rollback before it closes")
          .isEqualTo(Instant.parse("2026-11-04T09:00:00Z"));
      running.approve("ann");
      Status waiting = running.untilDoing("production: window");
      assertThat(waiting.waitingFor()).startsWith("the window Wed 4 Nov 02:00");

      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.toldTo("team"))
          .contains("Maintenance: Wed 4 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z)");
      Instant first = lab.world.acts.get(0).scope().now();
      assertThat(first).isBetween(OPENS, OPENS.plusSeconds(60));
    }
  }

  @Test
  void aWindowThatComesTooSoonToBeAnnouncedIsPassedOverAndThatIsSaid() {
    try (Lab lab = new Lab(windowed(LocalTime.of(6, 0)))) {
      Running running = lab.start().untilGate("production", "go");
      running.reject("ann", "seen");
      running.ends(Ending.REFUSED);

      assertThat(lab.world.audit)
          .filteredOn(e -> e.subject().equals("window"))
          .singleElement()
          .satisfies(
              e ->
                  assertThat(e.words())
                      .isEqualTo(
                          "Tue 3 Nov 02:00–06:00 America/New_York (07:00Z–11:00Z) comes too soon:"
                              + " it is announced 24 h before, so it is Wed 4 Nov 02:00–06:00"
                              + " America/New_York (07:00Z–11:00Z)"));
      assertThat(lab.world.toldTo("team"))
          .anySatisfy(
              t ->
                  assertThat(t)
                      .contains("latest safe start Wed 4 Nov 04:00 America/New_York (09:00Z)"));
    }
  }

  private static PlanDraft picked() {
    PlanDraft plan = windowed(LocalTime.of(6, 0));
    plan.environments.get(0).window =
        new Window(
            LocalTime.of(2, 0),
            LocalTime.of(6, 0),
            NEW_YORK,
            Duration.ofHours(24),
            Never.NONE,
            new Window.Lasts(Duration.ofHours(2), Duration.ofHours(3)),
            "lead");
    return plan;
  }

  /** M-068, S-071: a role picks day, time and length. */
  @Test
  void peopleOfARolePickTheWindowWherePlansLeaveItToThem() {
    try (Lab lab = new Lab(picked())) {
      Running running = lab.start();
      Status asked = running.untilQuestion();
      assertThat(asked.question())
          .isEqualTo(
              "lead picks the window of production: 2 h to 3 h between 02:00 and 06:00"
                  + " America/New_York, the soonest Wed 4 Nov 02:00–05:00 America/New_York"
                  + " (07:00Z–10:00Z)");
      assertThat(asked.next())
          .isEqualTo(
              "soakgate window deployment-1 2026-11-04T02:00 --by \"YOUR NAME\" --reason"
                  + " \"WHY\"");
      assertThat(window(running, "bob", "2026-11-05T03:00/150m"))
          .isEqualTo(
              "refused: bob does not hold lead, who picks the window; have somebody of lead pick"
                  + " it");
      assertThat(window(running, "ann", "2026-11-03T02:00"))
          .startsWith("refused: Tue 3 Nov 02:00–05:00 America/New_York (07:00Z–10:00Z) comes too");
      assertThat(window(running, "ann", "2026-11-05T03:00/150m"))
          .isEqualTo("recorded: Thu 5 Nov 03:00–05:30 America/New_York (08:00Z–10:30Z)");
      running.untilGate("production", "go").approve("ann");

      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.toldTo("team"))
          .contains("Maintenance: Thu 5 Nov 03:00–05:30 America/New_York (08:00Z–10:30Z)");
      assertThat(lab.world.acts.get(0).scope().now())
          .isBetween(Instant.parse("2026-11-05T08:00:00Z"), Instant.parse("2026-11-05T08:01:00Z"));
    }
  }

  private static String window(Running running, String by, String opens) {
    return running
        .update(
            "command",
            "{\"act\": \"window\", \"by\": \"%s\", \"reason\": \"it suits\", \"option\": \"%s\"}"
                .formatted(by, opens))
        .words();
  }

  /** T-20: what is left decides, and there must still be time to take it back. */
  @Test
  @Tag("T-20")
  void aLaterChangeThatWouldNotBeOverInTimeIsTakenBackInstead() {
    try (Lab lab = new Lab(windowed(LocalTime.of(6, 0)))) {
      FakeWorld.Hanging change = lab.world.hangs("apply indexes in production");
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.untilDoing("production: window");
      running.pass(Duration.ofHours(43));
      FakeWorld.await(change.begun);
      running.command("pause");
      change.letGo.countDown();
      running.until("paused", s -> "resume".equals(s.waitingFor()));
      running.pass(Duration.ofHours(3));
      running.command("resume");

      String why = running.ends(Ending.ROLLED_BACK).why();

      assertThat(why)
          .isEqualTo(
              "production: the latest safe start 2026-11-04T09:30:00Z of the window Wed 4 Nov"
                  + " 02:00–06:00 America/New_York (07:00Z–11:00Z) has passed; what was begun would"
                  + " not be over in time");
      assertThat(lab.world.carried("production")).isEmpty();
    }
  }

  @Test
  void paceShortensTheWaitForTheWindow() {
    try (Lab lab = new Lab(windowed(LocalTime.of(6, 0)))) {
      lab.world.pace(3600);
      FakeWorld.Hanging change = lab.world.hangs("apply indexes in production");
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.untilDoing("production: window");

      // The 43 hours; what is passed beyond them would pass in real time, as the change hangs.
      running.pass(Duration.ofSeconds(44));

      FakeWorld.await(change.begun);
      assertThat(lab.world.acts.get(0).scope().now()).isBetween(OPENS, OPENS.plusSeconds(60));
      change.letGo.countDown();
      running.ends(Ending.SUCCEEDED);
    }
  }

  @Tag("T-20")
  @Test
  void aPauseThatOutlivesTheLatestSafeStartRefuses() {
    try (Lab lab = new Lab(windowed(LocalTime.of(6, 0)))) {
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.untilDoing("production: window");
      running.command("pause");
      running.pass(Duration.ofHours(50));
      running.until("paused", s -> "resume".equals(s.waitingFor()));
      running.command("resume");

      String why = running.ends(Ending.REFUSED).why();

      assertThat(why)
          .isEqualTo(
              "production: the latest safe start 2026-11-04T09:00:00Z of the window Wed 4 Nov"
                  + " 02:00–06:00 America/New_York (07:00Z–11:00Z) has passed; start again for"
                  + " the next one");
      assertThat(lab.world.log()).isEmpty();
    }
  }

  @Test
  void aWindowTooShortForTheWorkIsRefusedAtOnce() {
    try (Lab lab = new Lab(windowed(LocalTime.of(3, 0)))) {
      String why = lab.start().ends(Ending.REFUSED).why();

      assertThat(why)
          .isEqualTo(
              "production: 1 h of work and 1 h for a rollback do not fit into the window Wed 4"
                  + " Nov 02:00–03:00 America/New_York (07:00Z–08:00Z); lengthen the window");
    }
  }
}
