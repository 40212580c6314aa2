package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import java.util.List;

/** What people let pass, as the head of a report says it: nobody has to look for it. */
final class LetPass {
  private LetPass() {}

  /**
   * {@code 1 check waived}, {@code 2 statements resolved by hand}, with who and why; or nothing.
   */
  static List<String> of(List<Entry> timeline) {
    return List.of(
            words(timeline, "waived", "check waived", "checks waived"),
            words(timeline, "snoozed", "rule snoozed", "rules snoozed"),
            words(
                timeline, "resolved", "statement resolved by hand", "statements resolved by hand"),
            words(timeline, "skipped", "step left out", "steps left out"))
        .stream()
        .filter(w -> !w.isEmpty())
        .toList();
  }

  private static String words(List<Entry> timeline, String kind, String one, String many) {
    List<String> all =
        timeline.stream()
            .filter(e -> e.kind().equals(kind))
            .map(e -> (e.environment() == null ? "" : e.environment() + ": ") + e.words())
            .toList();
    return all.isEmpty()
        ? ""
        : all.size() + " " + (all.size() == 1 ? one : many) + ": " + String.join("; ", all);
  }
}
