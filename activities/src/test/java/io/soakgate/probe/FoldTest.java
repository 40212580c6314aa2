package io.soakgate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Rule;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static final Instant START = Instant.parse("2026-11-21T07:00:00Z");

  private final List<Measurement> samples =
      List.of(
          sample(0, 3, "a"),
          Measurement.blind(START, "asleep"),
          sample(2, 9, "b"),
          sample(3, 5, "c"));

  @Test
  void theHighestAndTheLowestFigureCountValueByValue() {
    assertThat(Fold.of(Rule.Of.MAX, samples).values())
        .containsExactly(Value.number("waiting", 9), Value.text("state", "c"));
    assertThat(Fold.of(Rule.Of.MIN, samples).values())
        .containsExactly(Value.number("waiting", 3), Value.text("state", "c"));
  }

  @Test
  void theLastSampleThatSawCounts() {
    assertThat(Fold.of(Rule.Of.LAST, samples)).isEqualTo(samples.get(3));
  }

  private static Measurement sample(int at, int waiting, String state) {
    return Measurement.saw(
        START.plusSeconds(at),
        List.of(Value.number("waiting", waiting), Value.text("state", state)));
  }
}
