package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.starter.Demands.Row;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/demands.md}: every demand of the five runbooks has a place. */
class DemandsPageTest {
  private static final int ALL = 422;
  private static final List<String> HOW = List.of("automatic", "probe", "human", "notice");
  private static final String HEAD =
      """
      # Where each demand of a runbook went

      The five runbooks make 422 demands. This page says for each where its plan meets it and how: *automatic* (Soakgate does and
      checks it), *probe* (something outside is looked at), *human* (a person says so, with name and time), or *notice* (a text
      that is sent). The numbers are lines of the plan's `plan.yaml`; what has none is built in. This page is written by a test.
      """;

  private static List<Demands> runbooks;

  @BeforeAll
  static void read() throws IOException {
    runbooks = Demands.all();
  }

  @Test
  void everyDemandHasItsPlace() throws IOException {
    assertThat(runbooks.stream().mapToInt(r -> r.ids().size()).sum()).isEqualTo(ALL);
    assertThat(runbooks)
        .allSatisfy(
            r -> {
              assertThat(r.rows()).extracting(Row::id).isEqualTo(r.ids());
              assertThat(r.rows()).extracting(Row::how).isSubsetOf(HOW);
              assertThat(r.lines().keySet()).as("ids in comments").isSubsetOf(r.ids());
            });
    assertThat(runbooks)
        .allSatisfy(
            r ->
                assertThat(r.rows())
                    .filteredOn(row -> !row.builtIn())
                    .extracting(Row::id)
                    .as("a line of the plan %s for each", r.plan())
                    .isSubsetOf(r.lines().keySet()));
    System.out.println("DEMANDS " + placed() + " of " + ALL);
  }

  private static long placed() throws IOException {
    List<String> tests = Demands.tests();
    return runbooks.stream()
        .flatMap(r -> r.rows().stream().filter(row -> placed(r, row, tests)))
        .count();
  }

  private static boolean placed(Demands runbook, Row row, List<String> tests) {
    return HOW.contains(row.how())
        && (row.builtIn() || runbook.lines().containsKey(row.id()))
        && tests.contains(row.test());
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    List<String> tests = Demands.tests();
    assertThat(runbooks.stream().flatMap(r -> r.rows().stream()))
        .filteredOn(row -> !tests.contains(row.test()))
        .isEmpty();
  }

  @Test
  void thePageIsWhatThePlansAndTheListsSay() throws IOException {
    String tables = runbooks.stream().map(DemandsPageTest::table).collect(Collectors.joining("\n"));
    Stored.same(Stored.ROOT.resolve("docs").resolve("demands.md"), HEAD + "\n" + tables);
  }

  private static String table(Demands runbook) {
    return "## "
        + runbook.plan()
        + "\n\n| demand | how | plan.yaml | met by | test |\n|---|---|---|---|---|\n"
        + runbook.rows().stream()
            .map(
                r ->
                    "| %s | %s | %s | %s | %s |\n"
                        .formatted(r.id(), r.how(), place(runbook, r), r.words(), r.test()))
            .collect(Collectors.joining());
  }

  private static String place(Demands runbook, Row row) {
    return runbook.lines().getOrDefault(row.id(), List.of()).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }
}
