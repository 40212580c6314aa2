package io.soakgate.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The name a plan gives a backup, {@code staging_backup_${now:yyyyMMdd_HHmmss}}: a plain file name
 * of letters, digits, {@code _ . -}, never starting with a dot or a dash, at most 100 characters.
 */
public final class BackupName {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
  private static final Pattern OWN =
      Pattern.compile("pg_.*|information_schema|soakgate(_kept_.*)?");
  static final String ATTESTED = "attested";
  private static final Instant SAMPLE = Instant.parse("2026-11-21T02:03:04Z");

  private BackupName() {}

  /** Checks what stands under a kind of backup. */
  static void check(String kind, Node with) {
    with.required("name").ifPresent(BackupName::checkName);
    if (!kind.equals(ATTESTED)) {
      with.optional("keep").ifPresent(Node::positiveDuration);
    }
    if (kind.equals("dump")) {
      with.optional("schemas").ifPresent(BackupName::checkSchemas);
    }
    with.done();
  }

  private static void checkSchemas(Node schemas) {
    for (Node schema : schemas.items()) {
      String name = schema.text();
      if (name != null && (name.isEmpty() || OWN.matcher(name).matches())) {
        schema.refuse(
            "schema \"" + name + "\" is not dumped alone",
            "it is PostgreSQL's or Soakgate's own, or no name",
            "name schemas of the application");
      }
    }
  }

  /** The schemas that are dumped alone; empty for all. */
  public static List<String> schemas(JsonNode with) {
    return StreamSupport.stream(with.path("schemas").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** How long it stays, or null for as long as nobody deletes it. */
  static Duration keep(JsonNode with) {
    return Node.of(with, "", new Problems())
        .optional("keep")
        .map(Node::positiveDuration)
        .orElse(null);
  }

  private static void checkName(Node name) {
    String text = name.text();
    if (text == null) {
      return;
    }
    try {
      fill(text, List.of(), SAMPLE);
    } catch (IllegalArgumentException e) {
      name.refuse(
          "\"" + text + "\" cannot name a backup",
          e.getMessage(),
          "use letters, digits, _ . - and ${now:yyyyMMdd_HHmmss}");
    }
  }

  /** The name in what stands under the kind key, filled in. */
  static String of(JsonNode with, List<Variable> values, Instant now) {
    return fill(with.path("name").asText(), values, now);
  }

  /**
   * The name with its placeholders filled in, dates from plan time in UTC.
   *
   * @throws IllegalArgumentException when the result is no plain file name
   */
  static String fill(String text, List<Variable> values, Instant now) {
    String name = Values.fill(text, values, now.atZone(ZoneOffset.UTC));
    if (!PLAIN.matcher(name).matches()) {
      throw new IllegalArgumentException("\"" + name + "\" is no plain file name");
    }
    return name;
  }
}
