package io.soakgate.probe;

import static io.soakgate.probe.Lab.blind;
import static io.soakgate.probe.Lab.figure;
import static io.soakgate.probe.Lab.noted;
import static io.soakgate.probe.Lab.saw;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.Finding;
import io.soakgate.deployment.Known;
import io.soakgate.deployment.Known.Total;
import io.soakgate.deployment.Known.Watched;
import io.soakgate.plan.Unit;
import io.soakgate.probe.look.Totals;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code issues}, {@code lint} and {@code watched}: what the walk hands over, as figures. */
class WalkProbesTest {
  private static final String UP =
      "{value: alive.up, of: {kind: query, with: {text: SELECT 1 AS up}}}";

  private final Lab lab = Lab.alone();

  @Test
  void issuesAreCountedBySeverityInTheEnvironmentAndTheTime() throws Exception {
    Known known =
        issues(
            issue(1, "staging", Duration.ofHours(30), "high", null),
            issue(2, "staging", Duration.ofHours(2), "low", "restarted"),
            issue(3, "staging", Duration.ofMinutes(5), null, null),
            issue(4, "production", Duration.ZERO, "critical", null));

    assertThat(lab.look("issues", "{}", known).values())
        .containsExactly(
            figure("issues", "3"),
            figure("open", "2"),
            figure("low", "1"),
            figure("medium", "0"),
            figure("high", "1"),
            figure("critical", "0"));
    assertThat(lab.look("issues", "{within: 24h}", known).values())
        .startsWith(figure("issues", "2"), figure("open", "1"));
    assertThat(lab.look("issues", "{from: production}", known))
        .isEqualTo(
            noted(
                "issue 4: it is slow",
                figure("issues", "1"),
                figure("open", "1"),
                figure("low", "0"),
                figure("medium", "0"),
                figure("high", "0"),
                figure("critical", "1")));
  }

  @Test
  void whatNobodyHandedOverIsBlind() throws Exception {
    assertThat(lab.look("issues", "{}")).isEqualTo(blind("nobody handed the log of issues over"));
    assertThat(lab.look("lint", "{}")).isEqualTo(blind("nobody handed over what the lint found"));
    assertThat(lab.look("watched", UP))
        .isEqualTo(blind("no watch of this environment has sampled alive.up yet"));
  }

  @Test
  void findingsOfTheChangesAreCountedByDanger() throws Exception {
    Known known =
        findings(
            finding("drop-table", "destructive", "a", "apply", 2, "obsolete"),
            finding("create-index", "table-locking", "b", "apply", 14, null),
            finding("drop-table", "destructive", "b", "undo", 1, null));

    assertThat(lab.look("lint", "{}", known).values())
        .containsExactly(
            figure("findings", "16"),
            figure("accepted", "2"),
            figure("destructive", "2"),
            figure("table-locking", "14"),
            figure("rewriting", "0"),
            figure("privilege-changing", "0"),
            figure("not-seen", "0"));
    assertThat(lab.look("lint", "{change: b}", known).values())
        .contains(figure("destructive", "0"), figure("table-locking", "14"));
  }

  @Test
  void aShareIsOfAllSamplesThatWereDueAndUnseenIsNotGood() throws Exception {
    Known known =
        watched(
            new Watched(
                "half-hour", Lab.spec("query", "{text: SELECT 1 AS up}"), totals(60, 60, 60)),
            new Watched(
                "day", Lab.spec("query", "{text: SELECT 1 AS up}"), totals(1440, 1439, 1438)),
            new Watched("day", Lab.spec("query", "{text: SELECT 2 AS up}"), totals(9, 0, 0)));

    Measurement seen = lab.look("watched", UP, known);

    assertThat(seen)
        .isEqualTo(
            saw(
                Value.number("share", new BigDecimal("99.8666"), Unit.PERCENT),
                figure("sum", "1498"),
                figure("mean", "0.999333"),
                figure("min", "0"),
                figure("max", "1"),
                figure("samples", "1500"),
                figure("unseen", "1")));
    assertThat(
            lab.look("watched", UP.replace("{value", "{watch: half-hour, value"), known).values())
        .startsWith(Value.number("share", new BigDecimal("100.0000"), Unit.PERCENT));
  }

  @Test
  void totalsAreThoseOfTheSamplesThatSaw() {
    List<Total> totals =
        Totals.of(
            List.of(
                saw(figure("n", "4"), Lab.word("ok", "true")),
                blind("gone"),
                saw(figure("n", "0"), Lab.word("ok", "false"))),
            4);

    assertThat(totals)
        .containsExactly(
            new Total("", 4, 2, 0, BigDecimal.ZERO, null, null, Unit.NONE),
            new Total(
                "n", 0, 2, 1, new BigDecimal("4"), BigDecimal.ZERO, new BigDecimal("4"), Unit.NONE),
            new Total("ok", 0, 2, 1, BigDecimal.ZERO, null, null, Unit.NONE));
  }

  /** {@code up} was seen so often, and so often it was 1. */
  private static List<Total> totals(long due, long saw, long yes) {
    BigDecimal least = saw == yes ? BigDecimal.ONE : BigDecimal.ZERO;
    Total whole = new Total("", due, saw, 0, BigDecimal.ZERO, null, null, Unit.NONE);
    Total up =
        new Total("up", 0, saw, yes, BigDecimal.valueOf(yes), least, BigDecimal.ONE, Unit.NONE);
    return List.of(whole, up);
  }

  private static Known watched(Watched... watched) {
    return new Known(null, null, List.of(watched), null, null, null);
  }

  private static Known issues(Issue... issues) {
    return new Known(List.of(issues), null, null, null, null, null);
  }

  private static Known findings(Finding... findings) {
    return new Known(null, List.of(findings), null, null, null, null);
  }

  private static Issue issue(
      int number, String environment, Duration ago, String severity, String resolution) {
    return new Issue(
        number,
        Lab.NOW.minus(ago),
        environment,
        "brian",
        "it is slow",
        severity,
        resolution,
        null,
        null,
        null);
  }

  private static Finding finding(
      String rule, String danger, String change, String purpose, int statements, String accepted) {
    return new Finding(
        rule, danger, change, purpose, "sql/a.sql", 1, statements, "it does", accepted);
  }
}
