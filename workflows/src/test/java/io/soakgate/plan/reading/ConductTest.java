package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Check;
import io.soakgate.plan.Escalation;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Never;
import io.soakgate.plan.Notice;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Schedule;
import io.soakgate.plan.Watch;
import io.soakgate.plan.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code mode modes escalate afterwards}, and {@code never} of a window. */
class ConductTest {
  private static final String BEFORE = "rules:\n";

  @Test
  void modesAreReadAndOnlyEverAdd() {
    Plan plan =
        SmallPlan.read(
            BEFORE,
            """
            mode: guided
            modes:
              quick: {takes: 20m}
              guided: {takes: 30m, approve-each: [lead], approve: {end: cto, after: [lead, cto]}}
            rules:
            """);

    assertThat(plan.conduct().mode()).isEqualTo("guided");
    Plan guided = plan.conduct().mode("guided").of(plan);
    assertThat(guided.takes()).isEqualTo(Duration.ofMinutes(30));
    assertThat(guided.environments().get(0).gates())
        .containsExactly(
            new GateRule("go", List.of("lead"), null),
            new GateRule("end", List.of("lead", "cto"), Duration.ofDays(7)),
            new GateRule("after", List.of("lead", "cto"), null),
            new GateRule("change/index", List.of("lead"), null));
    assertThat(plan.conduct().mode("quick").of(plan).environments()).isEqualTo(plan.environments());
  }

  @Test
  void modesThatCannotBeAreRefused() {
    assertThat(
            SmallPlan.refusals(
                BEFORE,
                """
                modes:
                  quick: {takes: 20m, aprove: {go: lead}}
                  slow: {takes: 4h, approve-each: nobody, approve: {hour: lead}}
                rules:
                """))
        .containsExactly(
            "plan.yaml:64:3: nothing says which of these modes is the usual one: a start may name"
                + " none; add `mode: quick` beside it",
            "plan.yaml:64:23: unknown key `aprove`: known here: `takes`, `approve-each`,"
                + " `approve`; did you mean `approve`?",
            "plan.yaml:65:17: this mode takes 4h: with 5m for taking it back that does not fit into"
                + " the window of `production`, which lasts 4h; lengthen the window, or mend"
                + " `takes`",
            "plan.yaml:65:35: no role is called `nobody`: the plan names none like that; write one"
                + " of `lead`, `cto`",
            "plan.yaml:65:53: no moment is called `hour`: known here: `announced`, `go`, `before`,"
                + " `after`, `released`, `end`; write one of them");
    assertThat(SmallPlan.refusals(BEFORE, "mode: fast\nrules:\n"))
        .containsExactly(
            "plan.yaml:63:7: no mode is called `fast`: the plan names none like that; add it to the"
                + " plan first");
  }

  @Test
  void levelsAreCalledLaterAndLater() {
    assertThat(
            SmallPlan.read(
                    BEFORE,
                    "escalate: [{to: lead, after: 15m}, {to: [cto, lead], after: 1h}]\nrules:\n")
                .conduct()
                .escalate())
        .containsExactly(
            new Escalation(List.of("lead"), Duration.ofMinutes(15)),
            new Escalation(List.of("cto", "lead"), Duration.ofHours(1)));
    assertThat(
            SmallPlan.refusals(
                BEFORE,
                "escalate: [{to: lead, after: 15m}, {to: cto, after: 15m}, {to: cto}]\nrules:\n"))
        .containsExactly(
            "plan.yaml:63:53: `after` is \"15m\": the level before is called after 15m;"
                + " write a longer one, or put it before",
            "plan.yaml:63:59: `after` is missing: it has no default; add `after: …` here");
  }

  @Test
  void schedulesBelongToTheLastEnvironment() {
    Plan plan =
        SmallPlan.read(
            BEFORE,
            """
            afterwards:
              days:
                every: 1d
                for: 3d
                at: "09:00"
                zone: Europe/Berlin
                check: [rows-now]
                notice: {to: team, say: "Looked at"}
              month:
                once: 30d
                check: [{attest: it is used, shown-to: lead}]
            rules:
            """);

    Schedule days = plan.conduct().schedule("days");
    assertThat(days.times()).isEqualTo(3);
    assertThat(days.notices()).containsExactly(new Notice("days", List.of("team"), "Looked at"));
    assertThat(days.checks()).extracting(Check::name).containsExactly("rows-now");
    assertThat(plan.conduct().schedule("month").times()).isEqualTo(1);
  }

  @Test
  void schedulesThatCannotBeAreRefused() {
    assertThat(
            SmallPlan.refusals(
                BEFORE,
                """
                afterwards:
                  never: {check: [smoke]}
                  both: {every: 1d, once: 3d, check: [smoke]}
                  endless: {every: 1d, check: [smoke]}
                  often: {every: 10m, for: 1d, check: [smoke]}
                  short: {every: 2d, for: 1d, check: [smoke]}
                  idle: {once: 1d}
                  timed: {once: 1d, at: "09:00", check: [smoke]}
                  odd: {once: 25h, at: "09:00", zone: UTC, check: [smoke]}
                  shown: {once: 1d, check: [{probe: speed, shown-to: lead, asking: fast?}]}
                  acts: {once: 1d, do: {sql: {file: sql/vacuum.sql}, approve: lead}}
                rules:
                """))
        .extracting(line -> line.replaceFirst("^plan.yaml:(\\d+):\\d+: ", "$1 "))
        .containsExactly(
            "13 check `speed` needs a gate: after the ending people confirm what is written out,"
                + " and see no rows; write `attest: …` with `shown-to`, or leave it away",
            "64 nothing says when this happens: it happens again and again for a while, or once;"
                + " write `every: 1d` with `for: 3d`, or `once: 7d`",
            "65 `every` and `once` together: it happens again and again for a while, or once; write"
                + " `every: 1d` with `for: 3d`, or `once: 7d`",
            "66 `every` has no end: what is repeated says for how long, what happens once says"
                + " after how long; add `for: 3d`",
            "67 this happens every 10m: what is looked at more often than every hour is watched;"
                + " write a watch, or a longer time",
            "68 this ends before it begins: it happens 2d after the ending for the first time;"
                + " lengthen `for`",
            "69 nothing happens here: it would only pass time; add `notice`, `check` or `do`",
            "70 `at` has no zone: a time of day is one somewhere; add `zone: UTC`",
            "71 a time of day stands beside 25h: it is the time on a day that is reckoned in whole"
                + " days from the ending; write whole days, or remove `at` and `zone`",
            "73 `approve` stands beside what is done after the ending: it is done at its time,"
                + " whether somebody is there or not; remove it; the gates before the ending agree"
                + " to the plan and this with it");
  }

  @Test
  void aWindowMayHaveALengthAndBePicked() {
    Window window =
        SmallPlan.read("announce: 24h}", "announce: 24h, length: 2h..3h, pick: lead}")
            .environments()
            .get(1)
            .window();

    assertThat(window.lasts())
        .isEqualTo(new Window.Lasts(Duration.ofHours(2), Duration.ofHours(3)));
    assertThat(window.pick()).isEqualTo("lead");
    assertThat(SmallPlan.refusals("announce: 24h}", "announce: 24h, length: 3h..2h, pick: boss}"))
        .extracting(line -> line.replaceFirst("^plan.yaml:(\\d+):\\d+: ", ""))
        .containsExactly(
            "`length` is \"3h..2h\": it is how long the window is, at least and at most; write it like"
                + " `2h..4h` or `3h`",
            "no role is called `boss`: the plan names none like that; write one of `lead`, `cto`");
    assertThat(SmallPlan.refusals("announce: 24h}", "announce: 24h, length: 20h}"))
        .singleElement()
        .asString()
        .contains("`length` is \"20h\": from `from` to `to` it is only ");
  }

  @Test
  void aWatchBesideTheChangesSaysNothingOfItsLength() {
    String beside = "      meanwhile: {while: changes, bucket: 10s, sample: 1s, rules: [fast]}\n";
    Watch watch =
        SmallPlan.read("    watch:\n", "    watch:\n" + beside)
            .environments()
            .get(1)
            .watches(true)
            .get(0);

    assertThat(watch.length()).isEqualTo(Watch.BESIDE);
    assertThat(
            SmallPlan.refusals(
                "    watch:\n",
                "    watch:\n" + beside.replace("rules", "for: 1h, restart-on: issue, rules")))
        .extracting(line -> line.replaceFirst("^plan.yaml:(\\d+):\\d+: ", ""))
        .contains(
            "`for` stands beside `while`: such a watch lasts as long as the changes do; remove one"
                + " of them",
            "`restart-on` stands beside `while`: such a watch lasts as long as the changes do;"
                + " remove one of them");
  }

  @Test
  void daysOnWhichAWindowNeverOpensAreRead() {
    Window window =
        SmallPlan.read(
                "announce: 24h}", "announce: 24h, never: [sunday, \"2026-12-24..2027-01-02\"]}")
            .environments()
            .get(1)
            .window();

    assertThat(window.never())
        .isEqualTo(
            new Never(
                List.of(DayOfWeek.SUNDAY),
                List.of(new Never.Span(LocalDate.of(2026, 12, 24), LocalDate.of(2027, 1, 2)))));
    assertThat(
            SmallPlan.refusals(
                "announce: 24h}",
                "announce: 24h, never: [sundy, \"2026-12-24..2026-12-01\", \"2026-02-30\"]}"))
        .hasSize(3)
        .allSatisfy(
            line ->
                assertThat(line)
                    .endsWith(
                        ": it is no day of the week, no date, and no dates from one to a later one"
                            + " within a year; write it like `saturday`, \"2026-12-24\" or"
                            + " \"2026-12-24..2027-01-02\""));
    assertThat(
            SmallPlan.refusals(
                "announce: 24h}",
                "announce: 24h, never: [monday, tuesday, wednesday, thursday, friday, saturday,"
                    + " sunday]}"))
        .singleElement()
        .asString()
        .endsWith("no day of the week is left: the window would never open; remove one");
  }
}
