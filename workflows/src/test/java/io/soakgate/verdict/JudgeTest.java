package io.soakgate.verdict;

import static io.soakgate.plan.Bound.Operator.AT_LEAST;
import static io.soakgate.plan.Bound.Operator.AT_MOST;
import static io.soakgate.plan.Bound.Operator.BETWEEN;
import static io.soakgate.plan.Bound.Operator.EQUAL;
import static io.soakgate.plan.Bound.Operator.LESS;
import static io.soakgate.plan.Bound.Operator.MORE;
import static io.soakgate.plan.Bound.Operator.NOT_EQUAL;
import static io.soakgate.plan.Unit.BYTES;
import static io.soakgate.plan.Unit.MILLIS;
import static io.soakgate.plan.Unit.NONE;
import static io.soakgate.plan.Unit.PERCENT;
import static io.soakgate.verdict.Outcome.FAIL;
import static io.soakgate.verdict.Outcome.INCONCLUSIVE;
import static io.soakgate.verdict.Outcome.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Bound.Versus;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JudgeTest {

  private static final Instant AT = Instant.parse("2026-11-22T07:00:00Z");

  /** What was seen, what was seen before (or null), what is expected, and the verdict. */
  record Case(Value now, Value before, Expectation asked, Outcome outcome, String words) {}

  static Stream<Case> figuresAlone() {
    return Stream.of(
        c(
            n("status", "200"),
            Bounds.alone("status", "= 200", EQUAL, "200", NONE),
            PASS,
            "status 200 = 200"),
        c(
            n("status", "503"),
            Bounds.alone("status", "= 200", EQUAL, "200", NONE),
            FAIL,
            "status 503, not = 200"),
        c(
            n("status", "500"),
            Bounds.alone("status", "!= 500", NOT_EQUAL, "500", NONE),
            FAIL,
            "status 500, not != 500"),
        c(
            n("combo_items", "63.00"),
            Bounds.alone("combo_items", "63", EQUAL, "63", NONE),
            PASS,
            "combo_items 63 = 63"),
        c(
            n("loaded", "50001"),
            Bounds.alone("loaded", "> 50000", MORE, "50000", NONE),
            PASS,
            "loaded 50001 > 50000"),
        c(
            n("loaded", "50000"),
            Bounds.alone("loaded", "> 50000", MORE, "50000", NONE),
            FAIL,
            "loaded 50000, not > 50000"),
        c(
            ms("slowest", "499.5"),
            Bounds.alone("slowest", "< 500 ms", LESS, "500", MILLIS),
            PASS,
            "slowest 499.5 ms < 500 ms"),
        c(
            ms("slowest", "500"),
            Bounds.alone("slowest", "< 500 ms", LESS, "500", MILLIS),
            FAIL,
            "slowest 500 ms, not < 500 ms"),
        c(
            ms("took", "1500.00"),
            Bounds.alone("took", "<= 2 s", AT_MOST, "2000", MILLIS),
            PASS,
            "took 1.5 s <= 2 s"),
        c(
            v("size", "2400000", BYTES),
            Bounds.range("size", "2 MB..5 MB", "2000000", "5000000", BYTES),
            PASS,
            "size 2.4 MB within 2 MB..5 MB"),
        c(
            v("size", "950", BYTES),
            Bounds.alone("size", "> 1 MB", MORE, "1000000", BYTES),
            FAIL,
            "size 950 B, not > 1 MB"),
        c(
            v("size", "7300000000", BYTES),
            Bounds.alone("size", "> 1 MB", MORE, "1000000", BYTES),
            PASS,
            "size 7.3 GB > 1 MB"),
        c(
            n("dishes", "10585"),
            Bounds.range("dishes", "10585 +-1%", "10479.15", "10690.85", NONE),
            PASS,
            "dishes 10585 within 10585 +-1% = 10479.15..10690.85"),
        c(
            n("dishes", "10479"),
            Bounds.range("dishes", "10585 +-1%", "10479.15", "10690.85", NONE),
            FAIL,
            "dishes 10479, not within 10585 +-1% = 10479.15..10690.85"),
        c(
            v("errors", "5.10", PERCENT),
            Bounds.alone("errors", "> 5%", MORE, "5", PERCENT),
            PASS,
            "errors 5.1% > 5%"),
        c(
            n("orphan-rate", "0.85"),
            Bounds.alone("orphan-rate", "< 5%", LESS, "5", PERCENT),
            PASS,
            "orphan-rate 0.85% < 5%"),
        c(
            v("errors", "0", PERCENT),
            Bounds.alone("errors", "= 0", EQUAL, "0", NONE),
            PASS,
            "errors 0% = 0%"),
        c(
            ms("p95", "38.1500001"),
            Bounds.alone("p95", "> 38.15 ms", MORE, "38.15", MILLIS),
            PASS,
            "p95 38.1500001 ms > 38.15 ms"),
        c(
            ms("p95", "12.3456789"),
            Bounds.alone("p95", "< 100 ms", LESS, "100", MILLIS),
            PASS,
            "p95 12.346 ms < 100 ms"),
        c(w("uses-index", "true"), Bounds.word("uses-index", "true"), PASS, "uses-index is true"),
        c(
            w("uses-index", "false"),
            Bounds.word("uses-index", "true"),
            FAIL,
            "uses-index is false, not true"),
        c(
            w("uses-index", "True"),
            Bounds.word("uses-index", "true"),
            FAIL,
            "uses-index is True, not true"),
        c(w("smoke", "pass"), Bounds.word("smoke", "pass"), PASS, "smoke is pass"),
        c(w("state", ""), Bounds.word("state", "green"), FAIL, "state is empty, not green"),
        c(
            w("version", "PostgreSQL 15.18\n on x86"),
            Bounds.word("version", "not-empty"),
            PASS,
            "version is not empty: PostgreSQL 15.18 on x86"),
        c(
            w("version", "x".repeat(61)),
            Bounds.word("version", "not-empty"),
            PASS,
            "version is not empty: " + "x".repeat(60) + "…"),
        c(w("version", " "), Bounds.word("version", "not-empty"), FAIL, "version is empty"),
        c(
            n("version", "15"),
            Bounds.word("version", "not-empty"),
            PASS,
            "version is not empty: 15"));
  }

  static Stream<Case> figuresAgainstABaseline() {
    Expectation slow =
        Bounds.floored("p95", "> 150% of baseline + 20 ms", MORE, "1.5", "20", MILLIS);
    Expectation twice = Bounds.floored("p95", "> 2x baseline + 20 ms", MORE, "2", "20", MILLIS);
    Expectation grown = Bounds.more("valid-indexes", ">= +45", AT_LEAST, "45", null);
    Expectation some = Bounds.more("policies", "+100..+150", BETWEEN, "100", "150");
    Expectation kept = Bounds.factor("dishes", "< 99% of baseline", LESS, "0.99");
    return Stream.of(
        c(
            n("valid-indexes", "49"),
            n("valid-indexes", "2"),
            grown,
            PASS,
            "valid-indexes 49 - 2 before = +47 >= +45"),
        c(
            n("valid-indexes", "46"),
            n("valid-indexes", "2"),
            grown,
            FAIL,
            "valid-indexes 46 - 2 before = +44, not >= +45"),
        c(
            n("valid-indexes", "1"),
            n("valid-indexes", "2"),
            grown,
            FAIL,
            "valid-indexes 1 - 2 before = -1, not >= +45"),
        c(
            n("valid-indexes", "45"),
            n("valid-indexes", "0"),
            grown,
            PASS,
            "valid-indexes 45 - 0 before = +45 >= +45"),
        c(
            n("policies", "120"),
            n("policies", "0"),
            some,
            PASS,
            "policies 120 - 0 before = +120 within +100..+150"),
        c(
            n("policies", "151"),
            n("policies", "0"),
            some,
            FAIL,
            "policies 151 - 0 before = +151, not within +100..+150"),
        c(
            ms("p95", "38"),
            ms("p95", "12.1"),
            slow,
            FAIL,
            "p95 38 ms, not > 150% of 12.1 ms + 20 ms = 38.15 ms"),
        c(
            ms("p95", "38.2"),
            ms("p95", "12.1"),
            slow,
            PASS,
            "p95 38.2 ms > 150% of 12.1 ms + 20 ms = 38.15 ms"),
        c(
            ms("p95", "1200"),
            ms("p95", "12.1"),
            twice,
            PASS,
            "p95 1.2 s > 2x 12.1 ms + 20 ms = 44.2 ms"),
        c(ms("p95", "21"), ms("p95", "0"), twice, PASS, "p95 21 ms > 2x 0 ms + 20 ms = 20 ms"),
        c(
            n("dishes", "10585"),
            n("dishes", "10585"),
            kept,
            FAIL,
            "dishes 10585, not < 99% of 10585 = 10479.15"),
        c(
            n("dishes", "10479"),
            n("dishes", "10585"),
            kept,
            PASS,
            "dishes 10479 < 99% of 10585 = 10479.15"),
        c(
            n("combo_items", "63"),
            n("combo_items", "63"),
            Bounds.factor("combo_items", "= baseline", EQUAL, "1"),
            PASS,
            "combo_items 63 = 63 before"),
        c(
            n("combo_items", "64"),
            n("combo_items", "63"),
            Bounds.factor("combo_items", "= baseline", EQUAL, "1"),
            FAIL,
            "combo_items 64, not = 63 before"),
        c(
            n("policies", "0"),
            n("policies", "0"),
            Bounds.factor("policies", "= baseline", EQUAL, "1"),
            PASS,
            "policies 0 = 0 before"),
        c(
            n("policies", "3"),
            n("policies", "3"),
            Bounds.more("policies", "= baseline", EQUAL, "0", null),
            PASS,
            "policies 3 = 3 before"),
        c(
            ms("p95", "12"),
            ms("p95", "12.1"),
            Bounds.factor("p95", "< 100% of baseline", LESS, "1"),
            PASS,
            "p95 12 ms < 12.1 ms before"),
        c(
            ms("p95", "12"),
            ms("p95", "10"),
            Bounds.between(
                "p95", "80%..120% of baseline", BETWEEN, "0.8", "1.2", NONE, Versus.BASELINE_TIMES),
            PASS,
            "p95 12 ms within 80%..120% of 10 ms = 8 ms..12 ms"));
  }

  static Stream<Case> figuresThatCannotBeJudged() {
    Expectation time = Bounds.alone("p95", "< 100 ms", LESS, "100", MILLIS);
    Expectation ratio = Bounds.factor("p95", "> 2x baseline", MORE, "2");
    return Stream.of(
        c(ms("p50", "1"), time, INCONCLUSIVE, "cannot tell: no value p95 was measured, only p50"),
        c(new Value("p95", null, null, MILLIS), time, INCONCLUSIVE, "cannot tell: p95 is null"),
        c(
            w("p95", "n/a"),
            time,
            INCONCLUSIVE,
            "cannot tell: p95 is the word n/a, and < 100 ms needs a figure"),
        c(
            n("p95", "12"),
            time,
            INCONCLUSIVE,
            "cannot tell: p95 is a figure without a unit, and < 100 ms is a time"),
        c(
            v("p95", "12", PERCENT),
            time,
            INCONCLUSIVE,
            "cannot tell: p95 is a percentage, and < 100 ms is a time"),
        c(
            ms("p95", "12"),
            Bounds.alone("p95", "< 100", LESS, "100", NONE),
            INCONCLUSIVE,
            "cannot tell: p95 is a time, and < 100 is a figure without a unit"),
        c(ms("p95", "12"), ratio, INCONCLUSIVE, "cannot tell: there is no baseline of p95"),
        c(
            ms("p95", "12"),
            ms("p50", "1"),
            ratio,
            INCONCLUSIVE,
            "cannot tell: the baseline has no figure p95"),
        c(
            ms("p95", "12"),
            w("p95", "slow"),
            ratio,
            INCONCLUSIVE,
            "cannot tell: the baseline has no figure p95"),
        c(
            ms("p95", "12"),
            ms("p95", "0"),
            ratio,
            INCONCLUSIVE,
            "cannot tell: the baseline of p95 is 0, and > 2x baseline needs one above zero or a floor"),
        c(
            ms("p95", "12"),
            ms("p95", "-1"),
            ratio,
            INCONCLUSIVE,
            "cannot tell: the baseline of p95 is -1, and > 2x baseline needs one above zero or a floor"),
        c(
            n("indexes", "12"),
            Bounds.more("indexes", "+5", EQUAL, "5", null),
            INCONCLUSIVE,
            "cannot tell: there is no baseline of indexes"));
  }

  @ParameterizedTest
  @MethodSource({"figuresAlone", "figuresAgainstABaseline", "figuresThatCannotBeJudged"})
  void shows_its_sum_when_it_holds_and_when_it_does_not(Case c) {
    assertThat(Judge.holds(List.of(c.asked), saw(c.now), baseline(c)))
        .isEqualTo(new Verdict(c.outcome, c.words));
  }

  @ParameterizedTest
  @MethodSource({"figuresAlone", "figuresAgainstABaseline", "figuresThatCannotBeJudged"})
  void breaks_exactly_where_it_would_hold(Case c) {
    Outcome turned = c.outcome == PASS ? FAIL : c.outcome == FAIL ? PASS : INCONCLUSIVE;
    assertThat(Judge.breaks(List.of(c.asked), saw(c.now), baseline(c)))
        .isEqualTo(new Verdict(turned, c.words));
  }

  @Test
  void blind_measurement_cannot_be_told_and_says_so_once() {
    Measurement blind = Measurement.blind(AT, "connection refused");
    List<Expectation> two = List.of(Bounds.word("a", "true"), Bounds.word("b", "true"));
    Verdict told = new Verdict(INCONCLUSIVE, "cannot tell: connection refused");
    assertThat(Judge.holds(two, blind, null)).isEqualTo(told);
    assertThat(Judge.breaks(two, blind, null)).isEqualTo(told);
    assertThat(Judge.holds(List.of(), blind, null)).isEqualTo(told);
    assertThat(Judge.holds(two, null, null))
        .isEqualTo(new Verdict(INCONCLUSIVE, "cannot tell: nothing was measured"));
  }

  @Test
  void blind_baseline_cannot_be_told() {
    assertThat(
            Judge.holds(
                List.of(Bounds.factor("p95", "> 2x baseline", MORE, "2")),
                saw(ms("p95", "12")),
                Measurement.blind(AT, "timed out after 5 s")))
        .isEqualTo(
            new Verdict(
                INCONCLUSIVE,
                "cannot tell: the baseline of p95 was not seen: timed out after 5 s"));
  }

  @Test
  void every_entry_is_told_and_a_bad_one_outweighs_an_unseen_one() {
    Expectation good = Bounds.alone("a", "= 0", EQUAL, "0", NONE);
    Expectation bad = Bounds.alone("b", "= 0", EQUAL, "0", NONE);
    Expectation unseen = Bounds.alone("c", "= 0", EQUAL, "0", NONE);
    Measurement seen = saw(n("a", "0"), n("b", "3"));
    assertThat(Judge.holds(List.of(good, unseen, bad), seen, null))
        .isEqualTo(
            new Verdict(
                FAIL, "a 0 = 0; cannot tell: no value c was measured, only a, b; b 3, not = 0"));
    assertThat(Judge.holds(List.of(good, unseen), seen, null).outcome()).isEqualTo(INCONCLUSIVE);
    assertThat(Judge.holds(List.of(good), seen, null).outcome()).isEqualTo(PASS);
    assertThat(Judge.breaks(List.of(bad, unseen), seen, null).outcome()).isEqualTo(INCONCLUSIVE);
    assertThat(Judge.breaks(List.of(bad, unseen, good), seen, null).outcome()).isEqualTo(FAIL);
    assertThat(Judge.breaks(List.of(bad), seen, null).outcome()).isEqualTo(PASS);
  }

  @Test
  void nothing_expected_is_recorded_only() {
    Verdict recorded = new Verdict(PASS, "recorded only, nothing is expected");
    assertThat(Judge.holds(List.of(), saw(n("a", "0")), null)).isEqualTo(recorded);
    assertThat(Judge.breaks(List.of(), saw(n("a", "0")), null)).isEqualTo(recorded);
  }

  @Test
  void empty_measurement_names_nothing() {
    assertThat(Judge.holds(List.of(Bounds.word("a", "true")), saw(), null).words())
        .isEqualTo("cannot tell: no value a was measured, only nothing");
  }

  @Test
  void only_a_bound_against_the_baseline_needs_one() {
    Expectation alone = Bounds.alone("a", "= 0", EQUAL, "0", NONE);
    assertThat(Judge.needsBaseline(List.of())).isFalse();
    assertThat(Judge.needsBaseline(List.of(alone, Bounds.word("b", "true")))).isFalse();
    assertThat(Judge.needsBaseline(List.of(alone, Bounds.factor("c", "= baseline", EQUAL, "1"))))
        .isTrue();
    assertThat(Judge.needsBaseline(List.of(Bounds.more("c", "+5", EQUAL, "5", null)))).isTrue();
  }

  private static Case c(Value now, Expectation asked, Outcome outcome, String words) {
    return new Case(now, null, asked, outcome, words);
  }

  private static Case c(Value now, Value before, Expectation asked, Outcome outcome, String words) {
    return new Case(now, before, asked, outcome, words);
  }

  private static Measurement baseline(Case c) {
    return c.before == null ? null : saw(c.before);
  }

  private static Measurement saw(Value... values) {
    return Measurement.saw(AT, List.of(values));
  }

  private static Value n(String name, String number) {
    return v(name, number, NONE);
  }

  private static Value ms(String name, String number) {
    return v(name, number, MILLIS);
  }

  private static Value v(String name, String number, Unit unit) {
    return Value.number(name, new BigDecimal(number), unit);
  }

  private static Value w(String name, String word) {
    return Value.text(name, word);
  }
}
