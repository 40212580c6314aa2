package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.admission.Catalogue;
import io.soakgate.plan.reading.Kinds.Position;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@code docs/kinds.md} against the kinds there are. */
class KindsPageTest {
  private static final Path PAGE = Stored.ROOT.resolve("docs").resolve("kinds.md");
  private static final Map<Position, String> CHAPTERS =
      Map.of(
          Position.ACTION, "Actions",
          Position.BACKUP, "Backups",
          Position.PROBE, "Probes",
          Position.CHANNEL, "Channels");
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^### `([a-z0-9-]+)`\\n(.*?)(?=^### |\\z)");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\\n(.*?)```");
  private static final Pattern KNOWN = Pattern.compile("known here: (.*?); ");
  private static final Pattern KEY = Pattern.compile("`([^`]+)`");

  @ParameterizedTest
  @EnumSource
  void everyKindHasItsSectionWithItsKeysAndAnExampleThatIsAccepted(Position position)
      throws IOException {
    List<MatchResult> sections = SECTION.matcher(chapter(position)).results().toList();

    assertThat(sections)
        .extracting(s -> s.group(1))
        .as("the kinds under %s in docs/kinds.md", CHAPTERS.get(position))
        .containsExactlyInAnyOrderElementsOf(catalogue().names(position));
    for (MatchResult section : sections) {
      String kind = section.group(1);
      keys(position, kind)
          .forEach(
              k -> assertThat(section.group(2)).as("section %s", kind).contains("`" + k + "`"));
      List<String> examples =
          EXAMPLE.matcher(section.group(2)).results().map(e -> e.group(1)).toList();
      assertThat(examples).as("examples of %s", kind).isNotEmpty();
      examples.forEach(e -> assertThat(problems(position, kind, e)).as(e).isEmpty());
    }
  }

  private static String chapter(Position position) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("## " + CHAPTERS.get(position) + "\n");
    int end = page.indexOf("\n## ", start + 1);
    return page.substring(start, end < 0 ? page.length() : end + 1);
  }

  /** The keys a kind knows, as it tells them when it refuses one; a kind without keys has none. */
  private static List<String> keys(Position position, String kind) {
    return problems(position, kind, kind + ": {nobody-knows-this-key: 1}").stream()
        .flatMap(line -> KNOWN.matcher(line).results())
        .flatMap(known -> KEY.matcher(known.group(1)).results())
        .map(key -> key.group(1))
        .filter(key -> !key.equals("keep"))
        .toList();
  }

  private static List<String> problems(Position position, String kind, String yaml) {
    Problems problems = new Problems();
    Node.parse("kinds.md", yaml.getBytes(StandardCharsets.UTF_8), problems)
        .flatMap(root -> root.required(kind))
        .ifPresent(with -> catalogue().check(position, kind, with));
    return problems.list().stream().map(Problem::line).toList();
  }

  private static Catalogue catalogue() {
    Path nowhere = Path.of("nowhere");
    return Parts.of(Configuration.none(nowhere), System.out).catalogue();
  }
}
