package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Keeps {@code docs/traps.md}: each trap of the runbooks is shown by tests that carry its number as
 * their tag, or by defects that say so. They are found in what was compiled, so that one that is
 * gone, or switched off, is missed.
 */
class TrapsPageTest {
  private static final int ALL = 40;
  private static final String LATER = "later: ";
  private static final List<String> MODULES =
      List.of("workflows", "activities", "worker", "starter");
  private static final List<Class<? extends Annotation>> RUN =
      List.of(Test.class, ParameterizedTest.class, TestFactory.class);
  private static final String HEAD =
      """
      # The traps of the runbooks

      Taken at their word, the five runbooks go wrong in 40 places. What Soakgate does there, and the tests that show it; tests that
      begin with a plan's name are its seeded defects. This page is written by a test.

      | trap | what goes wrong | what Soakgate does | shown by |
      |---|---|---|---|
      """;

  private static List<String[]> rows;
  private static Map<String, TreeSet<String>> shown;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = TrapsPageTest.class.getResourceAsStream("/traps.txt")) {
      rows =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.split(" \\| ", 3))
              .toList();
    }
    shown = new TreeMap<>();
    List<Path> compiled =
        MODULES.stream()
            .map(m -> Stored.ROOT.resolve(m).resolve("target/test-classes"))
            .filter(Files::isDirectory)
            .toList();
    new ClassFileImporter()
        .importPaths(compiled).stream()
            .flatMap(c -> c.getMethods().stream())
            .filter(TrapsPageTest::runs)
            .forEach(
                m ->
                    traps(m)
                        .forEach(t -> show(t, m.getOwner().getSimpleName() + "." + m.getName())));
    try (Stream<Path> plans = Files.list(Stored.ROOT.resolve("plans"))) {
      for (Path file : plans.map(p -> p.resolve("defects.yaml")).filter(Files::exists).toList()) {
        defects(file);
      }
    }
  }

  /** Read as text, so that this needs nothing of what runs them. */
  private static void defects(Path file) throws IOException {
    String name = "";
    for (String line : Files.readAllLines(file)) {
      if (line.matches("[a-z0-9-]+:")) {
        name = file.getParent().getFileName() + "/" + line.replace(":", "");
      } else if (line.matches("  traps: \\[.*]")) {
        for (String trap : line.replaceAll("  traps: \\[|]", "").split(", ")) {
          show(trap, name);
        }
      }
    }
  }

  private static void show(String trap, String by) {
    shown.computeIfAbsent(trap, t -> new TreeSet<>()).add(by);
  }

  private static boolean runs(JavaMethod method) {
    return RUN.stream().anyMatch(method::isAnnotatedWith)
        && !method.isAnnotatedWith(Disabled.class)
        && !method.getOwner().isAnnotatedWith(Disabled.class);
  }

  private static Stream<String> traps(JavaMethod method) {
    Stream<Tag> one = method.tryGetAnnotationOfType(Tag.class).stream();
    Stream<Tag> several =
        method.tryGetAnnotationOfType(Tags.class).stream().flatMap(t -> Stream.of(t.value()));
    return Stream.concat(one, several).map(Tag::value).filter(t -> t.matches("T-\\d\\d"));
  }

  @Test
  void everyTrapIsShownOrSaysWhatIsMissing() {
    List<String> all = IntStream.rangeClosed(1, ALL).mapToObj("T-%02d"::formatted).toList();
    assertThat(rows).extracting(r -> r[0]).isEqualTo(all);
    assertThat(shown.keySet()).isSubsetOf(all);
    List<String> missing = new ArrayList<>(all);
    missing.removeAll(shown.keySet());
    assertThat(rows)
        .filteredOn(r -> r[2].startsWith(LATER))
        .extracting(r -> r[0])
        .as("traps that say what is missing")
        .containsAll(missing);
    System.out.println("TRAPS " + shown.size() + " of " + ALL);
  }

  @Test
  void thePageIsWhatTheTestsSay() throws IOException {
    String table =
        rows.stream()
            .map(
                r ->
                    "| %s | %s | %s | %s |\n"
                        .formatted(
                            r[0],
                            r[1],
                            r[2],
                            String.join(", ", shown.getOrDefault(r[0], new TreeSet<>()))))
            .collect(Collectors.joining());
    Stored.same(Stored.ROOT.resolve("docs").resolve("traps.md"), HEAD + table);
  }
}
