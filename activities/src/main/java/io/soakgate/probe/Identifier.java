package io.soakgate.probe;

import io.soakgate.plan.Node;
import io.soakgate.target.Quoted;
import java.nio.charset.StandardCharsets;

/** Names of database objects as plans write them: taken to the letter, always quoted (B-41). */
final class Identifier {
  // PostgreSQL cuts longer names off without a word.
  private static final int MOST = 63;

  private Identifier() {}

  /** A table with its schema. */
  record Table(String schema, String name) {
    /** For a statement, each part quoted. */
    String quoted() {
      return Quoted.identifier(schema) + "." + Quoted.identifier(name);
    }
  }

  /** {@code schema.table}; null (and a problem) when it is something else. */
  static Table table(Node node) {
    String text = node.text();
    if (text == null) {
      return null;
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 2) {
      node.refuse(text, "a table is named with its schema", "write it as schema.table");
      return null;
    }
    return fits(node, parts[0]) && fits(node, parts[1]) ? new Table(parts[0], parts[1]) : null;
  }

  /** One bare name; null (and a problem) when it cannot be one. */
  static String name(Node node) {
    String text = node.text();
    return text != null && fits(node, text) ? text : null;
  }

  private static boolean fits(Node node, String name) {
    boolean fits =
        !name.isBlank()
            && name.indexOf('\0') < 0
            && name.getBytes(StandardCharsets.UTF_8).length <= MOST;
    if (!fits) {
      node.refuse(
          "name \"" + name + "\"",
          "a name is 1 to 63 bytes, and PostgreSQL cuts off what is longer without a word",
          "write it as the database spells it");
    }
    return fits;
  }
}
