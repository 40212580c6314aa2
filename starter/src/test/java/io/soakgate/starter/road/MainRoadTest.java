package io.soakgate.starter.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The main road as a newcomer walks it: the demo, in a process of its own, on the real parts. */
@Tag("server")
class MainRoadTest {
  private static final Path STATE = Path.of("target", "road").toAbsolutePath();
  private static final Path PLANS = Path.of("..", "plans");
  private static final long PATIENCE_MINUTES = 20;
  private static final Duration ALL_TOGETHER = Duration.ofMinutes(20);

  private static Duration took;

  /** What the demo said and how it ended. */
  private record Walked(int exitCode, List<String> lines) {
    String last() {
      return lines.get(lines.size() - 1);
    }

    JsonNode report() throws IOException {
      Path page = Path.of(last().split(" ", 4)[3]);
      assertThat(page).isRegularFile();
      return new ObjectMapper().readTree(page.resolveSibling("report.json").toFile());
    }
  }

  /** The name of every plan there is. */
  static List<String> plans() throws IOException {
    try (Stream<Path> folders = Files.list(PLANS)) {
      return folders
          .filter(f -> Files.isRegularFile(f.resolve("plan.yaml")))
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void aPlanThatStaysHealthySucceeds(String plan) throws Exception {
    Instant begun = Instant.now();
    Walked walked = demo("--plan", plan, "--yes");
    Duration thisOne = Duration.between(begun, Instant.now());
    took = took.plus(thisOne);
    System.out.println("DEMO " + plan + " " + thisOne.toSeconds() + " s");

    assertThat(walked.last()).matches("ENDING SUCCEEDED(_WITH_WARNINGS)? " + plan + "-.*");
    assertThat(walked.exitCode()).isZero();
    assertThat(environments(walked.report()))
        .extracting(e -> e.path("environment").asText())
        .containsExactly("staging", "production");
    assertThat(environments(walked.report()))
        .allSatisfy(
            e -> assertThat(e.path("before").asText()).isNotEqualTo(e.path("after").asText()));
  }

  @BeforeAll
  static void begin() {
    took = Duration.ZERO;
  }

  @AfterAll
  static void allOfThemTogetherTakeMinutes() {
    assertThat(took).isLessThan(ALL_TOGETHER);
  }

  @Test
  void productionThatBecomesSlowIsTakenBackToWhatItWas() throws Exception {
    Walked walked = demo("--yes", "--breach");

    assertThat(walked.last()).startsWith("ENDING ROLLED_BACK menuca-v3-");
    assertThat(walked.exitCode()).isEqualTo(3);
    JsonNode production = environments(walked.report()).get(1);
    assertThat(production.path("before").asText()).isNotBlank();
    assertThat(production.path("after").asText()).isEqualTo(production.path("before").asText());
    assertThat(walked.lines())
        .anyMatch(l -> l.contains("rollback  fingerprint: equals the one from before the change"));
  }

  private static List<JsonNode> environments(JsonNode report) {
    return StreamSupport.stream(report.path("environments").spliterator(), false).toList();
  }

  private static Walked demo(String... options) throws Exception {
    Files.createDirectories(STATE);
    Path said = Files.createTempFile(STATE, "demo", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.soakgate.starter.Main",
                "demo",
                "--state",
                STATE.toString(),
                "--plans",
                PLANS.toString()));
    command.addAll(List.of(options));
    Process demo =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(said.toFile())
            .redirectError(STATE.resolve("errors.txt").toFile())
            .start();
    try {
      assertThat(demo.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
          .as("the demo ends; so far: %s", Files.readString(said))
          .isTrue();
    } finally {
      demo.destroy();
    }
    return new Walked(demo.exitValue(), Files.readAllLines(said));
  }
}
