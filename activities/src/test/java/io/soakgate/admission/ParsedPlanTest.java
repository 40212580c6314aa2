package io.soakgate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.SqlStatement;
import io.soakgate.script.SyntaxCheck;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** M-008, B-22: everything of a plan that a server will be sent is parsed at admission. */
@Tag("postgres")
class ParsedPlanTest {
  @TempDir Path home;

  @Test
  void scriptsUndosChecksAndStepsAreParsedWhateverElseIsWrongB_22() throws Exception {
    Shop shop = new Shop(home);
    shop.file("sql/a.sql", "CREATE TABLE orders (id int);\n\\ir more.sql\n");
    shop.file("sql/more.sql", "INSERT INTO orders VALUES 1);\n");
    shop.file("sql/b.sql", "DROP TABEL orders;\n");
    shop.file("sql/health.sql", "SELECT 1 AS a,\n  FROM orders;\n");
    shop.file("sql/step.sql", "CREATE TABLE;\n");
    shop.file("sql/test.sql", "SELECT 'n' AS name, true AS pass;\nSELEC 1;\n");
    shop.plan(
        Shop.PLAN.replace(
                "verify: [{query: {file: sql/health.sql}}]",
                """
                verify:
                      - query: {file: sql/health.sql}
                      - explain: {query: SELECT FORM orders WHERE}
                      - script: {file: sql/test.sql}
                """)
            + "rollbacks: {all: {steps: [sql/step.sql]}}\nunknown: 1\n");

    assertThat(problems(shop))
        .containsExactly(
            "plan.yaml:21:1: unknown key `unknown`",
            "sql/more.sql:1:27: syntax error at or near \"1\"",
            "sql/b.sql:1:6: syntax error at or near \"TABEL\"",
            "sql/health.sql:2:3: syntax error at or near \"FROM\"",
            "plan.yaml:11:26: syntax error at or near \";\"",
            "sql/test.sql:2:1: syntax error at or near \"SELEC\"",
            "sql/step.sql:1:13: syntax error at or near \";\"");
  }

  private static List<String> problems(Shop shop) throws SQLException {
    TestDatabase database = TestCluster.freshDatabase();
    Problems problems = new Problems();
    try (Connection connection = TestCluster.cluster().connectForScripts(database.name())) {
      Optional<ReadPlan> read =
          ReadPlan.of(
              shop.plans,
              "shop",
              Shop.catalogue(shop.plans),
              (statements, found) -> parse(connection, statements, found),
              problems);
      assertThat(read).isEmpty();
    }
    return problems.list().stream().map(ParsedPlanTest::placeAndWhat).toList();
  }

  private static String parse(
      Connection connection, List<SqlStatement> statements, Problems problems) {
    try {
      return SyntaxCheck.parse(statements, connection, problems);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String placeAndWhat(Problem problem) {
    return problem.at() + ": " + problem.what();
  }
}
