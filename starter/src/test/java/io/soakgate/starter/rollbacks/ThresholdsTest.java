package io.soakgate.starter.rollbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The figure, direction, duration, severity and response of every threshold of the five plans, and
 * how long each watch lasts in which buckets, held against {@code thresholds.txt}, which is written
 * from the runbooks.
 */
class ThresholdsTest {
  private static final Path EXPECTED = Path.of("src", "test", "resources", "thresholds.txt");

  @Test
  void areWhatTheRunbooksSay() throws Exception {
    List<String> all = new ArrayList<>();
    for (String name : List.of("menuca-v3", "aclue", "ai-assistant", "punch-list", "spfp")) {
      Plan plan = PlanGround.read(name).plan();
      for (Environment environment : plan.environments()) {
        environment.watches().forEach(watch -> add(all, plan, environment, watch));
      }
    }

    assertThat(all).containsExactlyInAnyOrderElementsOf(expected());
  }

  /** Without the ids of the rows, which {@code DemandsPageTest} knows. */
  private static List<String> expected() throws IOException {
    try (Stream<String> lines = Files.lines(EXPECTED)) {
      return lines.filter(l -> !l.startsWith("#")).map(l -> l.split(" \\| ", 2)[1]).toList();
    }
  }

  private static void add(List<String> all, Plan plan, Environment environment, Watch watch) {
    String phases =
        watch.phases().stream()
            .map(p -> p.from() + " " + p.bucket())
            .collect(Collectors.joining(", "));
    String where = "watch " + environment.name() + " " + watch.name();
    all.add(line(plan, where, watch.length(), phases, watch.sample()));
    watch.rules().stream()
        .filter(rule -> !rule.tracked() && !environment.name().equals("staging"))
        .map(rule -> line(plan, rule))
        .filter(line -> !all.contains(line))
        .forEach(all::add);
  }

  private static String line(Plan plan, Rule rule) {
    String breaks =
        rule.when().stream()
            .map(e -> e.value() + " " + e.bound().text())
            .collect(Collectors.joining(", "));
    String then = rule.then().act().name().toLowerCase(Locale.ROOT);
    return line(
        plan,
        rule.name(),
        breaks,
        rule.inARow(),
        rule.severity().name().toLowerCase(Locale.ROOT),
        rule.then().option() == null ? then : then + " " + rule.then().option());
  }

  private static String line(Plan plan, Object... words) {
    return plan.name()
        + " | "
        + Stream.of(words).map(String::valueOf).collect(Collectors.joining(" | "));
  }
}
