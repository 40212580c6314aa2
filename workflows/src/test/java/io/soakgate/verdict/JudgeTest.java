package io.soakgate.verdict;

import static io.soakgate.verdict.Asked.saw;
import static io.soakgate.verdict.Outcome.FAIL;
import static io.soakgate.verdict.Outcome.INCONCLUSIVE;
import static io.soakgate.verdict.Outcome.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Expectation;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # seen                     | bound           | outcome | words
          status 200                 | = 200           | PASS    | status 200 = 200
          status 503                 | = 200           | FAIL    | status 503, not = 200
          status 500                 | != 500          | FAIL    | status 500, not != 500
          combo_items 63.00          | 63              | PASS    | combo_items 63 = 63
          loaded 50001               | > 50000         | PASS    | loaded 50001 > 50000
          loaded 50000               | > 50000         | FAIL    | loaded 50000, not > 50000
          loaded 50000               | >= 50000        | PASS    | loaded 50000 >= 50000
          slowest 499.5 ms           | < 500 ms        | PASS    | slowest 499.5 ms < 500 ms
          slowest 500 ms             | < 500 ms        | FAIL    | slowest 500 ms, not < 500 ms
          took 1500.00 ms            | <= 2 s          | PASS    | took 1.5 s <= 2 s
          took 2001 ms               | <= 2 s          | FAIL    | took 2.001 s, not <= 2 s
          size 2400000 B             | 2 MB..5 MB      | PASS    | size 2.4 MB within 2 MB..5 MB
          size 5000001 B             | 2 MB..5 MB      | FAIL    | size 5.000001 MB, not within 2 MB..5 MB
          size 950 B                 | > 1 MB          | FAIL    | size 950 B, not > 1 MB
          size 7300000000 B          | > 1 MB          | PASS    | size 7.3 GB > 1 MB
          size 1200 B                | > 1 kB          | PASS    | size 1.2 kB > 1 kB
          dishes 10585               | 10585 +-1%      | PASS    | dishes 10585 within 10585 +-1% = 10479.15..10690.85
          dishes 10479               | 10585 +-1%      | FAIL    | dishes 10479, not within 10585 +-1% = 10479.15..10690.85
          errors 5.10 %              | > 5%            | PASS    | errors 5.1% > 5%
          errors 0 %                 | = 0             | PASS    | errors 0% = 0%
          # a share from a query has no unit of its own
          orphan-rate 0.85           | < 5%            | PASS    | orphan-rate 0.85% < 5%
          # short where it tells enough, long where two figures would look the same
          p95 12.3456789 ms          | < 100 ms        | PASS    | p95 12.346 ms < 100 ms
          p95 38.1500001 ms          | > 38.15 ms      | PASS    | p95 38.1500001 ms > 38.15 ms
          p95 38.1499999 ms          | >= 38.15 ms     | FAIL    | p95 38.1499999 ms, not >= 38.15 ms
          # words
          uses-index true            | true            | PASS    | uses-index is true
          uses-index false           | true            | FAIL    | uses-index is false, not true
          uses-index True            | true            | FAIL    | uses-index is True, not true
          seq-scan-on-dishes false   | false           | PASS    | seq-scan-on-dishes is false
          smoke pass                 | pass            | PASS    | smoke is pass
          state                      | green           | FAIL    | state is empty, not green
          version PostgreSQL 15.18   | not-empty       | PASS    | version is not empty: PostgreSQL 15.18
          version                    | not-empty       | FAIL    | version is empty
          version 15                 | not-empty       | PASS    | version is not empty: 15
          # what does not fit
          p95 null                   | < 100 ms        | INCONCLUSIVE | cannot tell: p95 is null
          p95 null                   | not-empty       | INCONCLUSIVE | cannot tell: p95 is null
          p95 n/a                    | < 100 ms        | INCONCLUSIVE | cannot tell: p95 is the word n/a, and < 100 ms needs a figure
          p95 12                     | < 100 ms        | INCONCLUSIVE | cannot tell: p95 is a figure without a unit, and < 100 ms is a time
          p95 12 %                   | < 100 ms        | INCONCLUSIVE | cannot tell: p95 is a percentage, and < 100 ms is a time
          p95 12 ms                  | < 100           | INCONCLUSIVE | cannot tell: p95 is a time, and < 100 is a figure without a unit
          p95 12 ms                  | < 1 MB          | INCONCLUSIVE | cannot tell: p95 is a time, and < 1 MB is a size
          """)
  void figureAloneShowsWhatItWasHeldAgainst(
      String seen, String bound, Outcome outcome, String words) {
    judged(seen, null, bound, outcome, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # seen             | before            | bound                      | outcome | words
          valid-indexes 49   | valid-indexes 2   | >= +45                     | PASS    | valid-indexes 49 - 2 before = +47 >= +45
          valid-indexes 46   | valid-indexes 2   | >= +45                     | FAIL    | valid-indexes 46 - 2 before = +44, not >= +45
          valid-indexes 1    | valid-indexes 2   | >= +45                     | FAIL    | valid-indexes 1 - 2 before = -1, not >= +45
          p50 15 ms          | p50 450 ms        | >= 5x faster               | PASS    | p50 15 ms, 30x faster than 450 ms before, >= 5x
          p50 100 ms         | p50 450 ms        | > 4.5x faster              | FAIL    | p50 100 ms, 4.5x faster than 450 ms before, not > 4.5x
          p50 900 ms         | p50 450 ms        | >= 1x faster               | FAIL    | p50 900 ms, 0.5x faster than 450 ms before, not >= 1x
          p50 0 ms           | p50 450 ms        | >= 5x faster               | PASS    | p50 0 ms, 450000x faster than 450 ms before, >= 5x
          p50 1 ms           | p50 0 ms          | >= 5x faster               | INCONCLUSIVE | cannot tell: the baseline of p50 is 0, and >= 5x faster needs one above zero or a floor
          valid-indexes 45   | valid-indexes 0   | >= +45                     | PASS    | valid-indexes 45 - 0 before = +45 >= +45
          policies 120       | policies 0        | +100..+150                 | PASS    | policies 120 - 0 before = +120 within +100..+150
          policies 151       | policies 0        | +100..+150                 | FAIL    | policies 151 - 0 before = +151, not within +100..+150
          policies 3         | policies 3        | = +0                       | PASS    | policies 3 = 3 before
          p95 30 ms          | p95 12.1 ms       | <= +20 ms                  | PASS    | p95 30 ms - 12.1 ms before = +17.9 ms <= +20 ms
          p95 38 ms          | p95 12.1 ms       | > 150% of baseline + 20 ms | FAIL    | p95 38 ms, not > 150% of 12.1 ms + 20 ms = 38.15 ms
          p95 38.2 ms        | p95 12.1 ms       | > 150% of baseline + 20 ms | PASS    | p95 38.2 ms > 150% of 12.1 ms + 20 ms = 38.15 ms
          p95 1200 ms        | p95 12.1 ms       | > 2x baseline + 20 ms      | PASS    | p95 1.2 s > 2x 12.1 ms + 20 ms = 44.2 ms
          p95 21 ms          | p95 0 ms          | > 2x baseline + 20 ms      | PASS    | p95 21 ms > 2x 0 ms + 20 ms = 20 ms
          p95 31 ms          | p95 12 ms         | <= baseline + 20 ms        | PASS    | p95 31 ms <= 100% of 12 ms + 20 ms = 32 ms
          rate 3             | rate 2            | > 2x baseline + 1%         | FAIL    | rate 3%, not > 2x 2% + 1% = 5%
          dishes 10585       | dishes 10585      | < 99% of baseline          | FAIL    | dishes 10585, not < 99% of 10585 = 10479.15
          dishes 10479       | dishes 10585      | < 99% of baseline          | PASS    | dishes 10479 < 99% of 10585 = 10479.15
          combo_items 63     | combo_items 63    | = baseline                 | PASS    | combo_items 63 = 63 before
          combo_items 64     | combo_items 63    | = baseline                 | FAIL    | combo_items 64, not = 63 before
          policies 0         | policies 0        | = baseline                 | PASS    | policies 0 = 0 before
          p95 12 ms          | p95 12.1 ms       | < 100% of baseline         | PASS    | p95 12 ms < 12.1 ms before
          p95 12 ms          | p95 10 ms         | 80%..120% of baseline      | PASS    | p95 12 ms within 80%..120% of 10 ms = 8 ms..12 ms
          # what there is nothing to compare with: never a division, never a pass (F-56)
          p95 12 ms          |                   | > 2x baseline              | INCONCLUSIVE | cannot tell: there is no baseline of p95
          indexes 12         |                   | +5                         | INCONCLUSIVE | cannot tell: there is no baseline of indexes
          p95 12 ms          | p50 1 ms          | > 2x baseline              | INCONCLUSIVE | cannot tell: the baseline has no figure p95
          p95 12 ms          | p95 slow          | > 2x baseline              | INCONCLUSIVE | cannot tell: the baseline has no figure p95
          p95 12 ms          | p95 0 ms          | > 2x baseline              | INCONCLUSIVE | cannot tell: the baseline of p95 is 0, and > 2x baseline needs one above zero or a floor
          p95 12 ms          | p95 0 ms          | 80%..120% of baseline      | INCONCLUSIVE | cannot tell: the baseline of p95 is 0, and 80%..120% of baseline needs one above zero or a floor
          p95 12 ms          | p95 -1 ms         | > 2x baseline              | INCONCLUSIVE | cannot tell: the baseline of p95 is -1, and > 2x baseline needs one above zero or a floor
          p95 12             | p95 12            | > 2x baseline + 20 ms      | INCONCLUSIVE | cannot tell: p95 is a figure without a unit, and > 2x baseline + 20 ms is a time
          """)
  void figureAgainstTheBaselineShowsTheWholeSum(
      String seen, String before, String bound, Outcome outcome, String words) {
    judged(seen, before, bound, outcome, words);
  }

  /** A rule breaks exactly where a check would hold, with the same words. */
  private static void judged(
      String seen, String before, String bound, Outcome outcome, String words) {
    List<Expectation> asked = List.of(Asked.of(seen.split(" ")[0], bound));
    Outcome turned = outcome == PASS ? FAIL : outcome == FAIL ? PASS : INCONCLUSIVE;
    assertThat(Judge.holds(asked, saw(seen), Asked.sawOrNot(before)))
        .isEqualTo(new Verdict(outcome, words));
    assertThat(Judge.breaks(asked, saw(seen), Asked.sawOrNot(before)))
        .isEqualTo(new Verdict(turned, words));
  }

  /** "More than two failures": two are not, the third is, whatever was there before. */
  @Tag("T-17")
  @ParameterizedTest
  @CsvSource({"9, PASS", "10, PASS", "11, PASS", "12, FAIL"})
  void moreThanTwoSinceBeforeTheFirstChangeIsTheThird(int failures, Outcome outcome) {
    List<Expectation> asked = List.of(Asked.of("failures", "> +2"));
    assertThat(Judge.breaks(asked, saw("failures " + failures), saw("failures 9")).outcome())
        .isEqualTo(outcome);
  }

  @Test
  void longWordsAreCutAndLinesJoined() {
    List<Expectation> asked = List.of(Asked.of("version", "not-empty"));
    assertThat(Judge.holds(asked, saw("version one\n two"), null).words())
        .isEqualTo("version is not empty: one two");
    assertThat(Judge.holds(asked, saw("version " + "x".repeat(61)), null).words())
        .isEqualTo("version is not empty: " + "x".repeat(60) + "…");
  }

  @Test
  void valueThatWasNotMeasuredIsMissedByName() {
    List<Expectation> asked = List.of(Asked.of("p95", "< 100 ms"));
    assertThat(Judge.holds(asked, saw("p50 1 ms", "p99 3 ms"), null))
        .isEqualTo(new Verdict(INCONCLUSIVE, "cannot tell: p95 was not measured (only p50, p99)"));
    assertThat(Judge.holds(asked, saw(), null))
        .isEqualTo(new Verdict(INCONCLUSIVE, "cannot tell: p95 was not measured, nothing was"));
  }

  @Test
  void blindMeasurementCannotBeToldAndSaysSoOnce() {
    Measurement blind = Measurement.blind(Asked.AT, "connection refused");
    List<Expectation> two = List.of(Asked.of("a", "true"), Asked.of("b", "true"));
    Verdict told = new Verdict(INCONCLUSIVE, "cannot tell: connection refused");
    assertThat(Judge.holds(two, blind, null)).isEqualTo(told);
    assertThat(Judge.breaks(two, blind, null)).isEqualTo(told);
    assertThat(Judge.holds(List.of(), blind, null)).isEqualTo(told);
    assertThat(Judge.holds(two, null, null))
        .isEqualTo(new Verdict(INCONCLUSIVE, "cannot tell: nothing was measured"));
  }

  @Test
  void blindBaselineCannotBeTold() {
    Measurement blind = Measurement.blind(Asked.AT, "timed out after 5 s");
    assertThat(Judge.holds(List.of(Asked.of("p95", "> 2x baseline")), saw("p95 12 ms"), blind))
        .isEqualTo(
            new Verdict(
                INCONCLUSIVE,
                "cannot tell: the baseline of p95 was not seen: timed out after 5 s"));
  }

  @Test
  void everyEntryIsToldAndABadOneOutweighsAnUnseenOne() {
    Expectation good = Asked.of("a", "= 0");
    Expectation bad = Asked.of("b", "= 0");
    Expectation unseen = Asked.of("c", "= 0");
    Measurement seen = saw("a 0", "b 3");
    assertThat(Judge.holds(List.of(good, unseen, bad), seen, null))
        .isEqualTo(
            new Verdict(
                FAIL, "a 0 = 0; cannot tell: c was not measured (only a, b); b 3, not = 0"));
    assertThat(Judge.holds(List.of(good, unseen), seen, null).outcome()).isEqualTo(INCONCLUSIVE);
    assertThat(Judge.holds(List.of(good), seen, null).outcome()).isEqualTo(PASS);
    assertThat(Judge.breaks(List.of(bad, unseen), seen, null).outcome()).isEqualTo(INCONCLUSIVE);
    assertThat(Judge.breaks(List.of(bad, unseen, good), seen, null).outcome()).isEqualTo(FAIL);
    assertThat(Judge.breaks(List.of(bad), seen, null).outcome()).isEqualTo(PASS);
  }

  @Test
  void nothingExpectedIsRecordedOnly() {
    Verdict recorded = new Verdict(PASS, "recorded only, nothing is expected");
    assertThat(Judge.holds(List.of(), saw("a 0"), null)).isEqualTo(recorded);
    assertThat(Judge.breaks(List.of(), saw("a 0"), null)).isEqualTo(recorded);
  }

  @Test
  void onlyABoundAgainstTheBaselineNeedsOne() {
    assertThat(Judge.needsBaseline(List.of())).isFalse();
    assertThat(Judge.needsBaseline(List.of(Asked.of("a", "= 0"), Asked.of("b", "true")))).isFalse();
    assertThat(Judge.needsBaseline(List.of(Asked.of("a", "= 0"), Asked.of("c", "= baseline"))))
        .isTrue();
    assertThat(Judge.needsBaseline(List.of(Asked.of("c", "+5")))).isTrue();
  }
}
