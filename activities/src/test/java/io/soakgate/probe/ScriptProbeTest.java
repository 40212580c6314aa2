package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class ScriptProbeTest {
  private Lab lab;

  @BeforeEach
  void prepareDatabase() {
    lab = Lab.withDatabase("CREATE TABLE dish (id int)", "INSERT INTO dish VALUES (1), (2)");
  }

  @Test
  void everyRowWithNameAndPassIsACheckAndNothingItDoesStays() throws Exception {
    lab.admit(
        "sql/test.sql",
        """
        -- A test script; with a semicolon in its comment.
        DELETE FROM dish WHERE id = 1;
        SELECT 'two dishes' AS name, count(*) = 2 AS pass, count(*) || ' found' AS detail FROM dish;
        SELECT 'some dish' AS name, 'PASS' AS pass FROM dish;
        SELECT count(*) AS other FROM dish;
        """);

    assertThat(lab.look("script", "file: sql/test.sql"))
        .isEqualTo(
            new Measurement(
                List.of(
                    figure("checks", "2"),
                    figure("passed", "1"),
                    figure("failed", "1"),
                    figure("errors", "0"),
                    Value.text("failures", "two dishes")),
                null,
                "FAIL two dishes: 1 found\nPASS some dish",
                Lab.NOW));
    assertThat(lab.look("rows", "tables: [public.dish]")).isEqualTo(Lab.saw(figure("dish", "2")));
  }

  @Test
  void aScriptThatFailsHasSeenSomethingAndOneThatSaysNothingHasNot() throws Exception {
    lab.admit(
        "sql/fails.sql",
        "SELECT 'a' AS name, true AS pass;\nSELECT 1 / (count(*) - 2) FROM dish;\nSELECT 1;");
    lab.admit("sql/silent.sql", "SELECT count(*) FROM dish");

    Measurement failed = lab.look("script", "file: sql/fails.sql");
    assertThat(failed.values())
        .contains(figure("passed", "1"), figure("failed", "0"), figure("errors", "1"));
    assertThat(failed.note())
        .isEqualTo(
            "ERROR 22012 at: SELECT 1 / (count(*) - 2) FROM dish: ERROR: division by zero\nPASS a");
    assertThat(lab.look("script", "file: sql/silent.sql"))
        .isEqualTo(Lab.blind("the script returned no row with the columns name and pass"));
  }

  @Test
  void whatWouldEndTheTransactionIsRefusedBeforeItRuns() throws Exception {
    assertThat(inspected("DELETE FROM dish;\n/* so */ COMMIT;"))
        .containsExactly(
            "sql/t.sql: COMMIT in a test script: it runs in a transaction that is rolled back, so"
                + " that nothing it does stays; leave it away");
    assertThat(inspected("SELECT 1;\n\\echo hello"))
        .containsExactly(
            "sql/t.sql:2: \\echo hello is psql's own: the server does not know it; write it as SQL,"
                + " or leave it away");
    assertThat(inspected("SAVEPOINT a; ROLLBACK TO SAVEPOINT a; SELECT 1")).isEmpty();
    lab.admit("sql/t.sql", "DELETE FROM dish; COMMIT");
    lab.look("script", "file: sql/t.sql");
    assertThat(lab.look("rows", "tables: [public.dish]")).isEqualTo(Lab.saw(figure("dish", "2")));
  }

  private List<String> inspected(String sql) {
    Problems problems = new Problems();
    lab.probes()
        .kind("script")
        .orElseThrow()
        .inspect(
            Node.of(Lab.json("file: sql/t.sql"), "plan.yaml:7:5", problems),
            path -> sql.getBytes(StandardCharsets.UTF_8));
    return problems.list().stream().map(Problem::line).toList();
  }
}
