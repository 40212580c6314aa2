package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Entry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetPassTest {
  private static final Instant AT = Instant.parse("2026-11-21T02:14:07Z");

  @Test
  void theHeadOfTheReportSaysWhatPeopleLetPass() {
    Entry waived =
        new Entry(AT, "staging", "check rows", "waived", "ok", "check rows waived by bob: counted");
    Entry skipped =
        new Entry(AT, "staging", "change a", "skipped", "ok", "change a left out by ann");

    assertThat(LetPass.of(List.of(waived, skipped)))
        .containsExactly(
            "1 check waived: staging: check rows waived by bob: counted",
            "1 step left out: staging: change a left out by ann");
    assertThat(LetPass.of(List.of())).isEmpty();
  }
}
