package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.plan.Check;
import io.soakgate.plan.Notice;
import io.soakgate.plan.Schedule;
import io.soakgate.plan.Spec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleLinesTest {
  private static final Instant ENDED = Instant.parse("2026-11-21T20:00:00Z");

  private static Spec spec(String kind) {
    return new Spec(kind, TextNode.valueOf("x"), "plan.yaml:1:1");
  }

  private static Check check(String kind) {
    return new Check(kind, spec(kind), List.of(), List.of(), List.of(), null, null);
  }

  @Test
  void eachScheduleSaysWhenItIsDueNextAndWhatItDoes() {
    Schedule daily =
        new Schedule(
            "daily-review",
            Duration.ofDays(1),
            Duration.ofDays(7),
            LocalTime.of(9, 0),
            ZoneId.of("America/New_York"),
            false,
            List.of(new Notice("daily-review", List.of("engineering"), "look")),
            List.of(check("rows"), check("query"), check("attest")));
    Schedule refresh =
        new Schedule(
            "refresh",
            null,
            Duration.ofDays(1),
            null,
            null,
            false,
            List.of(),
            List.of(),
            spec("sql"));

    assertThat(
            ScheduleLines.of(List.of(daily, refresh), ENDED, Instant.parse("2026-11-23T00:00:00Z")))
        .containsExactly(
            "  daily-review         2026-11-23 14:00Z (2 of 7)   looks at 2 checks, asks people,"
                + " tells engineering",
            "  refresh              over                         runs sql");
  }
}
