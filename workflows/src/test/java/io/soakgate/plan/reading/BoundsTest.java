package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.plan.Bound;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {
  private final Problems problems = new Problems();

  private Bound read(String text) {
    Bound bound = Bounds.parse(Node.of(TextNode.valueOf(text), "p", problems)).orElseThrow();
    assertThat(problems.list()).isEmpty();
    return bound;
  }

  private String refused(JsonNode value) {
    assertThat(Bounds.parse(Node.of(value, "p", problems))).isEmpty();
    return problems.list().get(0).line();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          63                            | EQUAL 63 null null NONE NOTHING null
          = 0                           | EQUAL 0 null null NONE NOTHING null
          != 3                          | NOT_EQUAL 3 null null NONE NOTHING null
          < 5%                          | LESS 5 null null PERCENT NOTHING null
          <= 1.5 s                      | AT_MOST 1500 null null MILLIS NOTHING null
          > 100 MB                      | MORE 100000000 null null BYTES NOTHING null
          >=2kB                         | AT_LEAST 2000 null null BYTES NOTHING null
          < 10m                         | LESS 600000 null null MILLIS NOTHING null
          > -5                          | MORE -5 null null NONE NOTHING null
          2 MB..5 MB                    | BETWEEN 2000000 5000000 null BYTES NOTHING null
          2..5 MB                       | BETWEEN 2000000 5000000 null BYTES NOTHING null
          500 ms..1 s                   | BETWEEN 500 1000 null MILLIS NOTHING null
          8234 +-1%                     | BETWEEN 8151.66 8316.34 null NONE NOTHING null
          200 ms +- 10 %                | BETWEEN 180 220 null MILLIS NOTHING null
          true                          | IS null null true NONE NOTHING null
          not-empty                     | IS null null not-empty NONE NOTHING null
          >= +45                        | AT_LEAST 45 null null NONE BASELINE_PLUS null
          +14                           | EQUAL 14 null null NONE BASELINE_PLUS null
          +100..+150                    | BETWEEN 100 150 null NONE BASELINE_PLUS null
          -3..+5                        | BETWEEN -3 5 null NONE BASELINE_PLUS null
          = baseline                    | EQUAL 1 null null NONE BASELINE_TIMES null
          <= 120% of baseline           | AT_MOST 1.2 null null NONE BASELINE_TIMES null
          80%..120% of baseline         | BETWEEN 0.8 1.2 null NONE BASELINE_TIMES null
          > 2x baseline                 | MORE 2 null null NONE BASELINE_TIMES null
          >= 5x faster                  | AT_LEAST 5 null null NONE BASELINE_OVER null
          > 1.5 x faster                | MORE 1.5 null null NONE BASELINE_OVER null
          > 2x baseline + 20 ms         | MORE 2 null null MILLIS BASELINE_TIMES 20
          <= 120% of baseline + 20 ms   | AT_MOST 1.2 null null MILLIS BASELINE_TIMES 20
          < baseline + 1 kB             | LESS 1 null null BYTES BASELINE_TIMES 1000
          """)
  void everyFormIsRead(String text, String expected) {
    Bound b = read(text);
    assertThat(b.text()).isEqualTo(text);
    String low = b.low() == null ? "null" : b.low().toPlainString();
    String high = b.high() == null ? "null" : b.high().toPlainString();
    String floor = b.floor() == null ? "null" : b.floor().toPlainString();
    assertThat(String.join(" ", b.operator().name(), low, high, b.word() + "", b.unit().name()))
        .isEqualTo(expected.substring(0, expected.indexOf(b.unit().name())) + b.unit());
    assertThat(expected).endsWith(b.unit() + " " + b.versus() + " " + floor);
  }

  @Tag("T-19")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          < -5%            | nothing measured in `%` is below zero; write a figure from zero up
          > 150%           | a share is at most 100%; write a lower one, or `150% of baseline`
          NaN              | nothing can be held against it; write a figure or a word
          5..2             | its lower end is above its upper end; turn it round
          < 5 sec          | `sec` is no unit; write one of `%`, `ms`, `s`, `m`, `h`, `d`, `B`, `kB`, `MB`, `GB`
          < 5 KB           | `KB` is no unit; did you mean `kB`?
          > 2x             | `x` is times the baseline; write it like `> 2x baseline`
          < 5x faster      | at least so much faster is good; write it like `>= 5x faster`
          >= 0x faster     | a factor of the baseline is above zero and has no sign; write it like `120%` or `2x`
          == 5             | `==` is no comparison; did you mean `=`?
          ~ 5              | `~` does not say how far off is too far; write `5 +-1%`
          ~8,234           | `~` does not say how far off is too far; write `8234 +-1%`
          ~~ 5             | `~~` is no comparison; write one of `= != < <= > >=`
          > 1,000,000      | a figure is written in digits alone; write `> 1000000`
          1_000            | a figure is written in digits alone; write `1000`
          > true           | words are not compared; write the word alone: `true`, or `baseline`
          < 2..5           | a range needs no comparison; write it alone: `2..5`
          +2..5            | one end has a plus sign, the other has no sign; sign both ends
          2 MB..5 s        | both ends need the same kind of unit; write it like `2 MB..5 MB`
          > 0x baseline    | a factor of the baseline is above zero and has no sign; write it like `120%` or `2x`
          = baseline + 5   | a floor keeps a limit above noise, and nothing is limited here; write `< <= > >=` before it
          < 2x baseline + 0 | a floor is above zero; write it like `+ 20 ms`, or leave it away
          80..120 of baseline | a range of the baseline is in percent; write it like `80%..120% of baseline`
          80%..120% of baseline + 5 | a range has no floor; write two bounds, or one with `<=`
          +5 +-1%          | a tolerance is a share of a figure above zero; write LOW..HIGH instead
          basline          | as a word it would be compared letter by letter; did you mean `baseline`?
          """)
  void whatIsNoBoundIsRefused(String text, String expected) {
    assertThat(refused(TextNode.valueOf(text)))
        .isEqualTo("p: the value is \"" + text + "\": " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,00
          5 of baseline
          >
          5 5
          1.2.3
          """)
  void whatReadsLikeNothingIsShownTheForms(String text) {
    assertThat(refused(TextNode.valueOf(text)))
        .isEqualTo(
            "p: the value is \""
                + text
                + "\": it is no bound; write one like `= 0`, `< 5%`, `2 MB..5 MB`, `8234 +-1%`,"
                + " `>= +45`, `<= 120% of baseline` or `not-empty`");
  }

  @Test
  void aBoundIsQuoted() {
    assertThat(refused(IntNode.valueOf(5)))
        .isEqualTo("p: the value is the number 5: a bound is a quoted text; quote it: \"5\"");
    assertThat(new String[] {refused(BooleanNode.TRUE), problems.list().get(1).line()})
        .contains("p: the value is true: a bound is a quoted text; quote it: \"true\"");
  }
}
