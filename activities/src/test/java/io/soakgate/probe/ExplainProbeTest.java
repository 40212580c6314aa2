package io.soakgate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class ExplainProbeTest {
  private static final String QUERY =
      "query: SELECT d.name, c.name FROM dish d JOIN course c ON c.id = d.course_id"
          + " WHERE d.restaurant_id = 7";
  private static Lab lab;

  @BeforeAll
  static void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "CREATE TABLE course (id int PRIMARY KEY, name text)",
            "CREATE TABLE dish (id int, restaurant_id int, course_id int, name text)",
            "INSERT INTO course SELECT i, 'c' || i FROM generate_series(1, 5) i",
            "INSERT INTO dish SELECT i, i % 500, 1 + i % 5, 'd' FROM generate_series(1, 20000) i",
            "ANALYZE");
  }

  @Test
  void itSaysWhichTablesAreReadWholeAndWhetherAnIndexHelps() throws Exception {
    assertThat(words(lab.look("explain", QUERY)))
        .containsExactly(
            "uses-index false",
            "seq-scan true",
            "seq-scan-on-course true",
            "seq-scan-on-dish true");

    lab.run("CREATE INDEX dish_restaurant ON dish (restaurant_id)", "ANALYZE dish");

    Measurement indexed = lab.look("explain", QUERY);
    assertThat(words(indexed))
        .containsExactly(
            "uses-index true",
            "seq-scan true",
            "seq-scan-on-course true",
            "seq-scan-on-dish false");
    assertThat(indexed.note())
        .contains("-> Bitmap Index Scan using dish_restaurant (cost ")
        .contains("Index Cond: (restaurant_id = 7)\n")
        .endsWith(" ms");
    assertThat(indexed.values().subList(4, 6))
        .extracting(Value::name, Value::unit)
        .containsExactly(tuple("time", Unit.MILLIS), tuple("cost", Unit.NONE));
  }

  @Test
  void explainingAWriteIsRefusedAndDoesNotWrite() throws Exception {
    assertThat(lab.refused("explain", "query: DELETE FROM dish"))
        .containsExactly(
            "plan.yaml:7:5: not one SELECT: it does not begin with SELECT or WITH; write one"
                + " statement that begins with SELECT or WITH");
    lab.run(
        "CREATE FUNCTION clear() RETURNS SETOF int LANGUAGE sql AS 'DELETE FROM dish RETURNING id'");
    assertThat(lab.look("explain", "query: SELECT * FROM clear()"))
        .isEqualTo(
            Lab.blind(
                "the server refused: cannot execute DELETE in a read-only transaction (25006)"));
    assertThat(lab.look("rows", "tables: [public.dish]"))
        .isEqualTo(Lab.saw(Lab.figure("dish", "20000")));
  }

  @Test
  void severalQueriesAreCountedByWhetherTheyUseAnIndex() throws Exception {
    String queries =
        "queries: {by-id: SELECT * FROM dish WHERE id = 7,"
            + " by-name: SELECT * FROM dish WHERE name = 'x'}";
    lab.run("CREATE INDEX dish_id ON dish (id)", "ANALYZE dish");
    try {
      Measurement seen = lab.look("explain", queries);
      assertThat(seen.values())
          .contains(Lab.figure("queries", "2"), Lab.figure("without-index", "1"))
          .contains(
              Value.text("by-id-uses-index", "true"), Value.text("by-name-uses-index", "false"));
      assertThat(seen.note()).startsWith("by-name uses no index:\nSeq Scan on dish (cost ");
    } finally {
      lab.run("DROP INDEX dish_id");
    }
    assertThat(lab.look("explain", queries).values()).contains(Lab.figure("without-index", "2"));
    assertThat(lab.refused("explain", "timeout: 1s"))
        .containsExactly(
            "plan.yaml:7:5: no query: one query says more about itself, several are counted; keep"
                + " one of `query: SELECT …` and `queries: {name: SELECT …}`");
  }

  private static List<String> words(Measurement seen) {
    return seen.values().stream()
        .filter(v -> v.text() != null)
        .map(v -> v.name() + " " + v.text())
        .toList();
  }
}
