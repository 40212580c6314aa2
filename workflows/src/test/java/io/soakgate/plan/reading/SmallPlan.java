package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The small plan of the tests, with edits. */
final class SmallPlan {
  static final String TEXT = load();

  private SmallPlan() {}

  private static String load() {
    try (InputStream in = SmallPlan.class.getResourceAsStream("/plan/small.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The problems of the small plan after edits, each a text and what stands there instead. */
  static List<String> refusals(String... edits) {
    Problems problems = new Problems();
    Optional<Plan> plan =
        PlanReader.read(edited(edits).getBytes(StandardCharsets.UTF_8), new FewKinds(), problems);
    assertThat(plan.isPresent()).isEqualTo(problems.none());
    return problems.list().stream().map(Problem::line).toList();
  }

  /** The small plan after edits, which has no problem. */
  static Plan read(String... edits) {
    Problems problems = new Problems();
    byte[] bytes = edited(edits).getBytes(StandardCharsets.UTF_8);
    Optional<Plan> plan = PlanReader.read(bytes, new FewKinds(), problems);
    assertThat(problems.list().stream().map(Problem::line)).isEmpty();
    return plan.orElseThrow();
  }

  private static String edited(String... edits) {
    String text = TEXT;
    for (int i = 0; i < edits.length; i += 2) {
      assertThat(text).contains(edits[i]);
      text = text.replace(edits[i], edits[i + 1]);
    }
    return text;
  }
}
