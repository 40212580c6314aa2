package io.soakgate.starter.defects;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.Ending;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A deployment that ended.
 *
 * @param ending how
 * @param held what it waited for a person with, or null when it did not
 * @param story its report
 * @param before the fingerprint of each environment's database before it
 * @param after the same afterwards
 */
record Walked(
    Ending ending,
    String held,
    JsonNode story,
    Map<String, String> before,
    Map<String, String> after) {

  /** An entry of the audit, in the words of the report. */
  record Line(String environment, String subject, String kind, String outcome, String words) {}

  Walked with(Map<String, String> before, Map<String, String> after) {
    return new Walked(ending, held, story, before, after);
  }

  /** Everything that failed, in order. */
  List<Line> failures() {
    return StreamSupport.stream(story.path("timeline").spliterator(), false)
        .map(
            e ->
                new Line(
                    e.path("environment").asText(null),
                    e.path("subject").asText(),
                    e.path("kind").asText(),
                    e.path("outcome").asText(),
                    e.path("words").asText()))
        .filter(l -> List.of("failed", "inconclusive", "refused").contains(l.outcome()))
        .toList();
  }

  /** Why it ended, a line each. */
  List<String> why() {
    return story.path("why").asText().lines().map(String::strip).toList();
  }

  /** Environments whose database is not what it was. */
  List<String> changed() {
    return before.keySet().stream().filter(e -> !before.get(e).equals(after.get(e))).toList();
  }
}
