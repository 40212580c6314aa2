package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/demands.md}: every demand of MenuCA's runbook has a place. The lines of the
 * plan are found by the ids in its comments; the rest stands in {@code demands/menuca.txt}.
 */
class DemandsPageTest {
  private static final int ALL = 145;
  private static final Pattern ID = Pattern.compile("M-(\\d{3})(?: … M-(\\d{3}))?");
  private static final List<String> HOW = List.of("automatic", "probe", "human", "notice", "later");
  private static final String HEAD =
      """
      # Where each demand of a runbook went

      The runbook of MenuCA V3 makes 145 demands. This page says for each where the plan meets it and how: *automatic* (Soakgate
      does and checks it), *probe* (something outside is looked at), *human* (a person says so, with name and time), *notice* (a
      text that is sent), or *later* with what is missing. The numbers are lines of `plans/menuca-v3/plan.yaml`; what has none is
      built in. This page is written by a test.

      """;

  private static Map<String, Row> rows;
  private static Map<String, List<Integer>> lines;

  private record Row(String id, String how, String words, String test) {
    boolean builtIn() {
      return words.startsWith("built in");
    }
  }

  @BeforeAll
  static void read() throws IOException {
    rows = new TreeMap<>();
    try (InputStream in = DemandsPageTest.class.getResourceAsStream("/demands/menuca.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" \\| ", 4))
          .forEach(c -> rows.put(c[0], new Row(c[0], c[1], c[2], c[3])));
    }
    lines = new TreeMap<>();
    List<String> plan = Files.readAllLines(Stored.ROOT.resolve("plans/menuca-v3/plan.yaml"));
    for (int i = 0; i < plan.size(); i++) {
      for (String id : named(plan.get(i))) {
        lines.computeIfAbsent(id, n -> new ArrayList<>()).add(i + 1);
      }
    }
  }

  /** The ids a line's comment names; what is left for later is named, too, but not met. */
  private static List<String> named(String line) {
    int comment = line.indexOf('#');
    String text = comment < 0 ? "" : line.substring(comment).replaceFirst("later M-.*", "");
    Matcher id = ID.matcher(text);
    List<String> ids = new ArrayList<>();
    while (id.find()) {
      int from = Integer.parseInt(id.group(1));
      int to = id.group(2) == null ? from : Integer.parseInt(id.group(2));
      IntStream.rangeClosed(from, to).forEach(n -> ids.add("M-%03d".formatted(n)));
    }
    return ids;
  }

  @Test
  void everyDemandHasItsPlace() {
    assertThat(rows.keySet())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, ALL).mapToObj("M-%03d"::formatted).toList());
    assertThat(rows.values()).extracting(Row::how).isSubsetOf(HOW);
    assertThat(rows.values())
        .filteredOn(r -> !r.how().equals("later") && !r.builtIn())
        .allSatisfy(
            r -> assertThat(lines).as("a line of the plan for %s", r.id()).containsKey(r.id()));
    assertThat(lines.keySet()).as("ids in the plan's comments").isSubsetOf(rows.keySet());
  }

  @Test
  void whatComesLaterIsNowhereSaidToBeMet() {
    assertThat(rows.values())
        .filteredOn(r -> r.how().equals("later"))
        .allSatisfy(r -> assertThat(lines).as(r.id()).doesNotContainKey(r.id()))
        .allSatisfy(r -> assertThat(r.test()).as(r.id()).isEqualTo("-"));
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    List<String> tests;
    try (Stream<Path> files = Files.walk(Stored.ROOT)) {
      tests =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith("Test.java"))
              .map(f -> f.replace(".java", ""))
              .toList();
    }
    assertThat(rows.values())
        .filteredOn(r -> !r.how().equals("later"))
        .extracting(Row::test)
        .isSubsetOf(tests);
  }

  @Test
  void thePageIsWhatThePlanAndTheListSay() throws IOException {
    String table =
        rows.values().stream()
            .map(
                r ->
                    "| %s | %s | %s | %s | %s |\n"
                        .formatted(r.id(), r.how(), place(r), r.words(), r.test()))
            .collect(Collectors.joining());
    Stored.same(
        Stored.ROOT.resolve("docs").resolve("demands.md"),
        HEAD + "| demand | how | plan.yaml | met by | test |\n|---|---|---|---|---|\n" + table);
  }

  private static String place(Row row) {
    List<Integer> there = lines.getOrDefault(row.id(), List.of());
    return there.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
