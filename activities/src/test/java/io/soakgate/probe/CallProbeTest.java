package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static io.soakgate.probe.Lab.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Grid;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code call}. */
@Tag("postgres")
class CallProbeTest {
  private Lab lab;

  @BeforeEach
  void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "CREATE SCHEMA app",
            "CREATE TABLE app.usage (tokens int, cost numeric)",
            "CREATE FUNCTION app.count_usage(tokens int, cost numeric, why text) RETURNS void"
                + " LANGUAGE sql AS 'INSERT INTO app.usage VALUES ($1, $2)'",
            "CREATE FUNCTION app.twice(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n'",
            "CREATE FUNCTION app.verify() RETURNS TABLE (part text, state text) LANGUAGE sql AS"
                + " $$VALUES ('index', 'PASS'), ('view', 'FAIL'), ('cache', 'PASS')$$",
            "CREATE FUNCTION app.health() RETURNS TABLE (healthy boolean, lag int) LANGUAGE sql AS"
                + " 'SELECT true, NULL::int'");
  }

  @Test
  void aScalarIsTheResult() throws Exception {
    assertThat(seen("{function: app.twice, arguments: [21]}"))
        .containsExactly(
            figure("result", "42"),
            figure("rows", "1"),
            figure("errors", "0"),
            word("state", "none"));
    assertThat(seen("{function: app.twice, arguments: {n: '4'}}"))
        .startsWith(figure("result", "8"));
  }

  @Test
  void aSingleRowIsItsColumns() throws Exception {
    assertThat(seen("{function: app.health}"))
        .startsWith(word("healthy", "true"), word("lag", "null"));
  }

  @Test
  void ofSeveralRowsThoseThatMeetAConditionAreCounted() throws Exception {
    Measurement seen =
        lab.look(
            "call",
            "{function: app.verify, count: {failed: \"state <> 'PASS'\", passed: \"state = 'PASS'\"}}");

    assertThat(timeless(seen))
        .containsExactly(
            figure("failed", "1"),
            figure("passed", "2"),
            figure("rows", "3"),
            figure("errors", "0"),
            word("state", "none"));
    assertThat(seen.grid())
        .isEqualTo(
            new Grid(
                List.of("part", "state"),
                List.of(
                    List.of("index", "PASS"), List.of("view", "FAIL"), List.of("cache", "PASS"))));
  }

  @Test
  void whatItDidIsSeenAfterItAndRolledBack() throws Exception {
    String call =
        """
        function: app.count_usage
        arguments: [100, 0.015, "O'Brien\\\\n"]
        row: SELECT sum(tokens) AS tokens, sum(cost) AS cost FROM app.usage
        """;
    assertThat(seen(call))
        .containsExactly(
            figure("tokens", "100"),
            figure("cost", "0.015"),
            figure("rows", "1"),
            figure("errors", "0"),
            word("state", "none"));
    assertThat(seen(call)).startsWith(figure("tokens", "100"));
  }

  @Test
  void whatThePlanLetsItKeepStays() throws Exception {
    String call =
        """
        function: app.count_usage
        arguments: [100, 0.015, null]
        row: SELECT sum(tokens) AS tokens FROM app.usage
        writes: true
        """;
    assertThat(seen(call)).startsWith(figure("tokens", "100"));
    assertThat(seen(call)).startsWith(figure("tokens", "200"));
  }

  @Test
  void aFunctionThatIsNotThereIsAnError() throws Exception {
    Measurement seen = lab.look("call", "{function: app.gone, arguments: [1], writes: true}");

    assertThat(timeless(seen))
        .containsExactly(figure("rows", "0"), figure("errors", "1"), word("state", "42883"));
    assertThat(seen.note())
        .isEqualTo("the call failed: function app.gone(integer) does not exist (42883)");
  }

  @Test
  void itTakesTime() throws Exception {
    Measurement seen = lab.look("call", "{function: pg_catalog.pg_sleep, arguments: [0.05]}");

    assertThat(seen.value("took").orElseThrow().number().doubleValue()).isBetween(50.0, 5000.0);
  }

  @Test
  void whatIsNoCallIsRefused() {
    assertThat(
            lab.refused(
                "call",
                "{function: twice, arguments: [[1], 2], count: {all: 'true); DROP TABLE a; SELECT (1'}, writes: 1}"))
        .containsExactly(
            "plan.yaml:7:5: twice: a function is named with its schema; write it as schema.function",
            "plan.yaml:7:5: an argument that is no single value: SQL is given figures, texts, true,"
                + " false and null; write JSON and arrays as a text",
            "plan.yaml:7:5: no condition: each row meets it or not; write one like `status <> 'PASS'`",
            "plan.yaml:7:5: `writes` is the number 1: true or false is wanted; write true or false");
  }

  private List<Value> seen(String yaml) throws Exception {
    return timeless(lab.look("call", yaml));
  }

  private static List<Value> timeless(Measurement seen) {
    assertThat(seen.blind()).isNull();
    return seen.values().stream().filter(v -> !v.name().equals("took")).toList();
  }
}
