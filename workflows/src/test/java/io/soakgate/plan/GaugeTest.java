package io.soakgate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.plan.reading.Bounds;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaugeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MILLIS  | < 500          | it is a time and needs a unit; write `< 500 ms`, or with `s`, `m`, `h`
          MILLIS  | 100..200       | it is a time and needs a unit; write `100..200 ms`, or with `s`, `m`, `h`
          MILLIS  | < 5%           | it is a time; write one like `< 500 ms`
          MILLIS  | fast           | it is a time, not a word; write a figure, such as `< 500 ms`
          PERCENT | > 5            | it is a share and needs a unit; write `> 5%`
          PERCENT | > 5 MB         | it is a share; write `< 5%`
          BYTES   | > 100          | it is a size and needs a unit; write `> 100 MB`, or with `B`, `kB`, `GB`
          BYTES   | > 2x baseline + 20 ms | it is a size; write one like `> 1 MB`
          NONE    | = 45 MB        | it is a plain figure; write it without a unit, such as `= 0`
          NONE    | < 5%           | it is a plain figure; write it without a unit, such as `= 0`
          """)
  void aBoundThatCouldNeverBeHeldAgainstTheFigureIsRefused(Unit unit, String bound, String words) {
    BoundRefused refused = Gauge.figure("x", unit).refuses(bound(bound)).orElseThrow();
    assertThat(refused.why() + "; " + refused.todo()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MILLIS  | < 500 ms
          MILLIS  | = 0
          MILLIS  | <= 120% of baseline
          MILLIS  | <= 120% of baseline + 20 ms
          MILLIS  | not-empty
          PERCENT | 1%..5%
          BYTES   | >= +5 MB
          NONE    | 8234 +-1%
          NONE    | >= +45
          NONE    | 80%..120% of baseline
          """)
  void aBoundOfItsSortIsRead(Unit unit, String bound) {
    assertThat(Gauge.figure("x", unit).refuses(bound(bound))).isEmpty();
  }

  @Test
  void aWordIsHeldAgainstWordsAndAFigureOfUnknownUnitAgainstAnyFigure() {
    BoundRefused refused = Gauge.word("x").refuses(bound("= 1")).orElseThrow();
    assertThat(refused.why() + "; " + refused.todo())
        .isEqualTo("it is a word, not a figure; write the word alone, such as `true`");
    assertThat(Gauge.word("x").refuses(bound("true"))).isEmpty();
    assertThat(Gauge.figure("x").refuses(bound("< 5%"))).isEmpty();
    assertThat(Gauge.figure("x").refuses(bound("< 5"))).isEmpty();
    assertThat(Gauge.figure("x").refuses(bound("true"))).isPresent();
  }

  @Test
  void aStarStandsForAnyEnding() {
    assertThat(Gauge.word("seq-scan-on-*").isCalled("seq-scan-on-dishes")).isTrue();
    assertThat(Gauge.word("seq-scan-on-*").isCalled("seq-scan")).isFalse();
    assertThat(Gauge.word("seq-scan").isCalled("seq-scan-on-dishes")).isFalse();
  }

  private static Bound bound(String text) {
    return Bounds.parse(Node.of(TextNode.valueOf(text), "p", new Problems())).orElseThrow();
  }
}
