package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.Story.Bucket;
import io.soakgate.deployment.Story.RuleFigure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a watch ended with that is neither success nor breach (T-16). */
public final class Between {
  private Between() {}

  /**
   * In words, once for each figure whatever the number of rules that look at it.
   *
   * @param judged the buckets in order; what was seen last of a rule is what it ended with
   */
  static List<String> success(List<Bucket> judged) {
    Map<String, RuleFigure> last = new LinkedHashMap<>();
    judged.forEach(b -> b.figures().forEach(f -> last.put(f.rule(), f)));
    return last.values().stream()
        .map(RuleFigure::between)
        .filter(Objects::nonNull)
        .distinct()
        .map(words -> "ended between success and breach: " + words)
        .toList();
  }
}
