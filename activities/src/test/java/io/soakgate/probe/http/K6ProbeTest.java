package io.soakgate.probe.http;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.Lab;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * k6 is not to be had where the tests run; in its place stands a program that writes down how it is
 * called, and leaves a summary as k6 1.x does.
 */
class K6ProbeTest {
  private static final String SUMMARY =
      """
      {"metrics": {
        "http_reqs": {"count": 900, "rate": 15.04},
        "http_req_duration": {"avg": 40.0, "max": 150.25, "p(50)": 35.0, "p(90)": 80.0, "p(95)": 90.5, "p(99)": 120.0},
        "http_req_failed": {"passes": 9, "fails": 891, "value": 0.01},
        "checks": {"passes": 890, "fails": 10, "value": 0.9889},
        "cache_hit": {"passes": 45, "fails": 55, "value": 0.45},
        "queue": {"value": 7, "min": 1, "max": 9}
      }}
      """;

  private static final String ASKED =
      "{script: sql/search.js, endpoint: api, bearer: 'secret:admin', vus: 50, for: 5m,"
          + " set: {TERM: pizza}, metrics: {hits: cache_hit, queue: queue}}";

  @TempDir private Path home;
  private Lab lab;

  @BeforeEach
  void install() throws Exception {
    lab = Lab.withEndpoint(URI.create("http://127.0.0.1:9/base"));
    lab.secret("admin", "kept-in-a-file");
    lab.admit("sql/search.js", "export default function () {}\n");
  }

  @Test
  void itsSummaryGivesTheFigures() throws Exception {
    Measurement seen = look(ASKED, k6(0));

    assertThat(seen.values())
        .contains(figure("requests", "900"), figure("rate", "15.040"), share("errors", "1.000000"))
        .contains(millis("p50", "35.000"), millis("p95", "90.500"), millis("p99", "120.000"))
        .contains(millis("slowest", "150.250"), millis("mean", "40.000"))
        .contains(share("checks", "98.890000"), Value.text("thresholds", "pass"))
        .contains(share("hits", "45.000000"), figure("queue", "7.000"));
    assertThat(Files.readString(home.resolve("called")))
        .isEqualTo(
            "run --quiet --no-color --include-system-env-vars --vus 50 --duration 300000ms"
                + " --summary-trend-stats avg,max,p(50),p(90),p(95),p(99) --summary-export\n"
                + "http://127.0.0.1:9/base kept-in-a-file pizza\n");
  }

  @Test
  void thresholdsThatWereCrossedAreAFigureAndNoFailure() throws Exception {
    assertThat(look(ASKED, k6(99)).value("thresholds")).contains(Value.text("thresholds", "fail"));
  }

  @Test
  void aScriptThatBreaksIsBlind() throws Exception {
    assertThat(look(ASKED, k6(107)))
        .isEqualTo(Lab.blind("k6 ended with exit code 107; run the script by hand to see"));
  }

  @Test
  void whereItIsNotInstalledThePlanIsRefusedAndToldHowToGoOn() throws Exception {
    Problems problems = new Problems();
    probe(null).inspect(Node.of(Lab.json(ASKED), "plan.yaml:7:5", problems), file -> new byte[0]);

    assertThat(problems.list().stream().map(Problem::line))
        .containsExactly(
            "plan.yaml:7:5: k6 is not installed here: the worker runs the script with it; install"
                + " k6 where the worker runs, or write an `http-load` of the same figures");
    assertThat(look(ASKED, null)).isEqualTo(Lab.blind("k6 is not installed where the worker runs"));
  }

  private Path k6(int code) throws Exception {
    Files.writeString(home.resolve("summary"), SUMMARY);
    Path k6 =
        Files.writeString(
            home.resolve("k6"),
            """
            #!/bin/sh
            for last; do summary="$before"; before="$last"; done
            all="$*"
            echo "${all%% "$summary"*}" > '%1$s/called'
            echo "$BASE_URL $TOKEN $TERM" >> '%1$s/called'
            cp '%1$s/summary' "$summary"
            exit %2$d
            """
                .formatted(home, code));
    Files.setPosixFilePermissions(k6, PosixFilePermissions.fromString("rwx------"));
    return k6;
  }

  private K6Probe probe(Path k6) {
    return new K6Probe(
        new Targets(List.of(lab.target)), lab.folders, Lab.CLOCK, () -> Optional.ofNullable(k6));
  }

  private Measurement look(String yaml, Path k6) throws Exception {
    ProbeRequest request =
        new ProbeRequest(Lab.scope(), null, Lab.spec("k6", yaml), List.copyOf(lab.scripts));
    return probe(k6).look(Node.of(Lab.json(yaml), "plan.yaml:7:5", new Problems()), request);
  }

  private static Value share(String name, String share) {
    return Value.number(name, new BigDecimal(share), Unit.PERCENT);
  }

  private static Value millis(String name, String figure) {
    return Value.number(name, new BigDecimal(figure), Unit.MILLIS);
  }
}
