package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every class of problem, whole messages. The cases stand in {@code refusals.txt}: {@code #} what
 * is wrong, {@code -} a text of the small plan, {@code +} what stands there instead ({@code \n} is
 * a new line), {@code =} each message.
 */
class PlanRefusalsTest {

  @TestFactory
  Stream<DynamicTest> whatDoesNotHoldTogetherIsRefused() throws Exception {
    try (var in = PlanRefusalsTest.class.getResourceAsStream("/plan/refusals.txt")) {
      String cases = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(cases.strip().split("\n\n"))
          .map(c -> dynamicTest(c.lines().findFirst().orElseThrow().substring(2), () -> run(c)));
    }
  }

  private static void run(String written) {
    List<String> edits = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    for (String line : written.lines().skip(1).toList()) {
      String rest = line.length() > 2 ? line.substring(2) : "";
      if (line.startsWith("=")) {
        messages.add(rest);
      } else {
        edits.add(rest.replace("\\n", "\n"));
      }
    }
    assertThat(messages).isNotEmpty();
    assertThat(SmallPlan.refusals(edits.toArray(String[]::new))).isEqualTo(messages);
  }

  @Test
  void whatIsNoMappingIsNoPlan() {
    Problems problems = new Problems();
    assertThat(PlanReader.read("[a]".getBytes(StandardCharsets.UTF_8), new FewKinds(), problems))
        .isEmpty();
    assertThat(problems.list().stream().map(Problem::line))
        .containsExactly(
            "plan.yaml:1:1: the document is a list: a mapping is wanted; write `key: value` lines"
                + " under it");
  }

  @Test
  void listsThatNameListsDoNotExplode() {
    StringBuilder lists = new StringBuilder("checks:\n");
    for (int i = 0; i < 60; i++) {
      lists.append("  l%d: [l%d, l%d]\n".formatted(i, i + 1, i + 1));
    }
    lists.append("  l60: [speed]\n");

    List<String> refusals =
        SmallPlan.refusals(
            "checks:\n  smoke", lists + "  smoke", "before: [smoke]", "before: [l0]");

    assertThat(refusals).hasSizeLessThan(60);
    assertThat(refusals.get(refusals.size() - 1))
        .isEqualTo("plan.yaml:76:8: this list holds 256 checks: at most 200 are read; split it");
  }
}
