package io.soakgate.probe;

import static io.soakgate.probe.Lab.blind;
import static io.soakgate.probe.Lab.figure;
import static io.soakgate.probe.Lab.saw;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.probe.look.Looks;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class QueryProbeTest {
  private static Lab lab;

  @BeforeAll
  static void prepareDatabase() {
    lab = Lab.withDatabase("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1), (2)");
  }

  @Test
  void columnsBecomeValuesFiguresWithoutAUnitAndWordsOtherwise() throws Exception {
    assertThat(
            lab.look(
                "query",
                "text: SELECT 4.25 AS \"orphan-rate\", 7::bigint AS n, 1e3::float8 AS f, true AS"
                    + " ok, 'yes' AS word"))
        .isEqualTo(
            saw(
                figure("orphan-rate", "4.25"),
                figure("n", "7"),
                figure("f", "1000"),
                Value.text("ok", "true"),
                Value.text("word", "yes")));
  }

  @Test
  void aQueryMayStandInAFileOfThePlan() throws Exception {
    lab.admit("sql/a & b.sql", "-- how many\nSELECT count(*) AS n FROM t;\n");

    assertThat(lab.look("query", "file: sql/a & b.sql")).isEqualTo(saw(figure("n", "2")));
  }

  /** Rule 15 of the plan language; outside of a watch the query looks back from now. */
  @Test
  void aQueryIsToldWhichTimeItLooksAt() throws Exception {
    String yaml =
        "{window: 5m, text: \"SELECT extract(epoch FROM :to - :from)::int AS long,"
            + " :from = :since AS alone, :to::text AS until\"}";

    assertThat(lab.look("query", yaml))
        .isEqualTo(
            saw(
                figure("long", "300"),
                Value.text("alone", "true"),
                Value.text("until", "2026-11-21 07:00:00+00")));
    Instant from = Lab.NOW.minusSeconds(60);
    ProbeRequest bucket =
        Lab.request(null, "query", yaml).in(new Span(from, Lab.NOW, from.minusSeconds(900)));
    assertThat(new Looks(lab.probes(), Lab.CLOCK).look(bucket))
        .isEqualTo(
            saw(
                figure("long", "60"),
                Value.text("alone", "false"),
                Value.text("until", "2026-11-21 07:00:00+00")));
  }

  @Test
  void howFarAQueryLooksBackIsSaidWhereItAsksForIt() throws Exception {
    assertThat(lab.refused("query", "text: \"SELECT count(*) AS n FROM t WHERE at > :from\""))
        .containsExactly(
            "plan.yaml:7:5: `:from` or `:since` without `window`: outside of a watch there is no"
                + " bucket: a check, and what a rule compares with, look back from now; write how"
                + " far, such as `window: 5m`");
    assertThat(lab.refused("query", "{window: 5m, text: SELECT count(*) AS n FROM t}"))
        .containsExactly(
            "plan.yaml:7:5: `window` and neither `:from` nor `:since`: the query looks at no time"
                + " that could be told to it; write `:from` and `:to` into it, or leave `window`"
                + " away");
  }

  /** B-30. */
  @Test
  void whatIsNotOneRowOfFiguresIsBlind() throws Exception {
    assertThat(lab.look("query", "text: SELECT n FROM t WHERE n > 5"))
        .isEqualTo(blind("the query returned no row; it must return exactly one"));
    assertThat(lab.look("query", "text: SELECT n FROM t"))
        .isEqualTo(blind("the query returned more than one row; it must return exactly one"));
    assertThat(lab.look("query", "text: SELECT max(n) AS n FROM t WHERE n > 5"))
        .isEqualTo(blind("column n is null, which is no figure"));
    assertThat(lab.look("query", "text: SELECT 'NaN'::float8 AS n"))
        .isEqualTo(blind("column n is NaN, which is no figure"));
    assertThat(lab.look("query", "text: SELECT 1 AS n, 2 AS n"))
        .isEqualTo(blind("two columns are named n; give each a name of its own"));
  }

  /** B-29: what reading does not see, the server refuses. */
  @Test
  void nothingCanBeWritten() throws Exception {
    lab.run(
        "CREATE OR REPLACE FUNCTION sneak() RETURNS int LANGUAGE sql AS"
            + " 'INSERT INTO t VALUES (3) RETURNING n'");

    assertThat(lab.look("query", "text: SELECT sneak() AS n"))
        .isEqualTo(
            blind("the server refused: cannot execute INSERT in a read-only transaction (25006)"));
    assertThat(lab.look("query", "text: SELECT n FROM t WHERE n = 1 FOR UPDATE"))
        .isEqualTo(
            blind(
                "the server refused: cannot execute SELECT FOR UPDATE in a read-only transaction"
                    + " (25006)"));
    assertThat(
            lab.refused(
                "query", "text: WITH w AS (DELETE FROM t RETURNING n) SELECT 1 AS n FROM w"))
        .containsExactly(
            "plan.yaml:7:5: not one SELECT: it writes: DELETE; write one statement that begins with"
                + " SELECT or WITH");
    assertThat(
            lab.look(
                "query", "text: SELECT set_config('transaction_read_only', 'off', false) AS n"))
        .extracting(Measurement::blind)
        .asString()
        .contains("transaction read-write mode");
    assertThat(lab.look("query", "text: SELECT count(*) AS n FROM t"))
        .isEqualTo(saw(figure("n", "2")));
  }

  @Test
  void aSlowQueryIsCutOffByTheServer() throws Exception {
    assertThat(lab.look("query", "{text: SELECT pg_sleep(20), timeout: 100ms}"))
        .isEqualTo(
            blind("the server refused: canceling statement due to statement timeout (57014)"));
  }

  @Test
  void aServerThatCannotBeReachedIsBlindAndTellsNoSecret() throws Exception {
    assertThat(Lab.alone().look("query", "text: SELECT 1 AS n").blind())
        .startsWith("Connection to 127.0.0.1:1 refused.")
        .endsWith("(08001)");
  }

  @Test
  void aFileThatIsNoQueryIsBlindNamingIt() throws Exception {
    lab.admit("sql/two.sql", "SELECT 1 AS n; DELETE FROM t;");
    Files.delete(lab.admit("sql/none.sql", "SELECT 1 AS n"));

    assertThat(lab.look("query", "file: sql/two.sql"))
        .isEqualTo(blind("sql/two.sql is not one SELECT: it holds 2 statements"));
    assertThat(lab.look("query", "file: sql/none.sql"))
        .isEqualTo(blind("sql/none.sql is gone from the plan's folder; put it back"));
  }

  @Test
  void aFileThatWasEditedSinceAdmissionIsNeverRun() throws Exception {
    lab.admit("sql/n.sql", "SELECT 1 AS n");
    lab.file("sql/n.sql", "SELECT 0 AS n");

    assertThat(lab.look("query", "file: sql/n.sql"))
        .isEqualTo(
            blind(
                "sql/n.sql was admitted as 4531145a1714 and is now 4860afa327fc; put the admitted"
                    + " bytes back, or start a new deployment"));
  }

  @Test
  void whatIsNotOneSelectIsRefusedAtItsPlace() throws IOException {
    assertThat(lab.refused("query", "text: \"SELECT 1; COMMIT; DELETE FROM t\""))
        .containsExactly(
            "plan.yaml:7:5: not one SELECT: it holds 3 statements; write one statement that begins"
                + " with SELECT or WITH");
    assertThat(lab.refused("query", "{text: DELETE FROM t, timeout: 11m, tiemout: 5s}"))
        .containsExactly(
            "plan.yaml:7:5: not one SELECT: it does not begin with SELECT or WITH; write one"
                + " statement that begins with SELECT or WITH",
            "plan.yaml:7:5: timeout 11m: a probe may look for 1ms to 10m; write one in between",
            "plan.yaml:7:5: unknown key `tiemout`: known here: `text`, `file`, `window`, `timeout`;"
                + " did you mean `timeout`?");
    assertThat(lab.refused("query", "{}"))
        .containsExactly(
            "plan.yaml:7:5: no query: a query is one statement, written here or in a file; keep one"
                + " of `text: SELECT …` and `file: path.sql`");
    assertThat(lab.refused("query", "file: ../other/secret.sql"))
        .containsExactly(
            "plan.yaml:7:5: ../other/secret.sql lies outside the plan's folder: only what is in the"
                + " folder can be approved; move it into the folder and name it from there");
  }
}
