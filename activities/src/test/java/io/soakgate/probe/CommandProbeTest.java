package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.target.Command;
import io.soakgate.verdict.Measurement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandProbeTest {
  private final Lab lab = Lab.alone();

  @Test
  void itsExitCodeAndTheFiguresItPrintsAreValues() throws Exception {
    allow("stats", true, "sh", "-c", "echo 'cache hits: 1,234 of'; echo 'hit rate: 37.5%'; exit 2");

    Measurement seen =
        lab.look("command", "{name: stats, finds: {hits: 'cache hits: {n}', rate: 'rate: {n}'}}");

    assertThat(seen.values())
        .contains(figure("exit", "2"), figure("lines", "2"), figure("hits", "1234"));
    assertThat(seen.value("rate").orElseThrow().number()).isEqualByComparingTo("37.5");
    assertThat(seen.note()).isEqualTo("cache hits: 1,234 of\nhit rate: 37.5%");
  }

  @Test
  void whatItDoesNotSayIsBlind() throws Exception {
    allow("stats", true, "echo", "nothing");

    assertThat(lab.look("command", "{name: stats, finds: {hits: 'hits: {n}'}}"))
        .isEqualTo(
            Lab.blind(
                "nothing that command stats said matches hits \"hits: {n}\"; it said: nothing"));
  }

  @Test
  void aCommandThatMayChangeSomethingIsNoProbe() throws Exception {
    allow("restart", false, "touch", "/nowhere/never");

    assertThat(lab.look("command", "{name: restart}"))
        .isEqualTo(
            Lab.blind(
                "command restart may change something; mark it `reads: true` in the worker's"
                    + " configuration when it only looks"));
  }

  @Test
  void oneThatTheTargetDoesNotAllowIsBlind() throws Exception {
    assertThat(lab.look("command", "{name: drop-all}"))
        .isEqualTo(
            Lab.blind(
                "target shop-staging has no command drop-all; name it under its commands in the"
                    + " worker's configuration"));
  }

  private void allow(String name, boolean reads, String... run) {
    lab.command(
        new Command(name, List.of(run), Duration.ofSeconds(20), null, null, List.of(), reads));
  }
}
