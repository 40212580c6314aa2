package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far it is to the limit: what the Temporal UI shows of each rule. */
class MarginTest {
  private static final Instant AT = Instant.parse("2026-11-21T07:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          > 50 ms                    | MILLIS  | 30 | 12.5 | p95 37.5 ms left
          > 150% of baseline + 20 ms | MILLIS  | 30 | 80   | p95 15 ms over
          >= 5%                      | PERCENT | 0  | 5    | p95 0% left
          < 99% of baseline          | NONE    | 60 | 60   | p95 0.6 left
          > +14                      | NONE    | 10 | 20   | p95 4 left
          = 200                      | NONE    | 0  | 404  | ''
          >= 5x faster               | MILLIS  | 30 | 3    | ''
          """)
  void isCountedOnTheSideThatBreaks(
      String bound, Unit unit, BigDecimal before, BigDecimal seen, String words) {
    assertThat(
            Margin.words(
                List.of(Asked.of("p95", bound)),
                measurement(seen, unit),
                measurement(before, unit)))
        .isEqualTo(words);
  }

  private static Measurement measurement(BigDecimal figure, Unit unit) {
    return Measurement.saw(AT, List.of(Value.number("p95", figure, unit)));
  }
}
