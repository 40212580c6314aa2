package io.soakgate.probe;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Names of database objects as plans write them: taken to the letter, always quoted (B-41). */
final class Identifier {
  // PostgreSQL cuts longer names off without a word.
  private static final int MOST = 63;

  private Identifier() {}

  /** A table, view or function with its schema. */
  record Table(String schema, String name) {
    /** As plans write it. */
    String dotted() {
      return schema + "." + name;
    }

    /** For a statement, each part quoted. */
    String quoted() {
      return Quoted.identifier(schema) + "." + Quoted.identifier(name);
    }
  }

  /** {@code schema.table}; null (and a problem) when it is something else. */
  static Table table(Node node) {
    return of(parts(node, "a table is named with its schema", "schema.table"));
  }

  /** {@code schema.function}; null (and a problem) when it is something else. */
  static Table function(Node node) {
    return of(parts(node, "a function is named with its schema", "schema.function"));
  }

  private static Table of(List<String> parts) {
    return parts == null ? null : new Table(parts.get(0), parts.get(1));
  }

  /** {@code schema.table}s, each named once; an empty list is a problem. */
  static List<Table> tables(Node list) {
    List<Table> tables = new ArrayList<>();
    if (list.isList() && list.items().isEmpty()) {
      list.refuse("no table", "there is nothing to look at", "name one as schema.table");
    }
    for (Node item : list.items()) {
      Table table = table(item);
      if (table != null && tables.contains(table)) {
        item.refuse(table.dotted() + " stands twice", "once counts", "remove it");
      } else if (table != null) {
        tables.add(table);
      }
    }
    return tables;
  }

  /**
   * The parts of a name with dots in it.
   *
   * @param form how it is written, {@code schema.table.column}
   * @return null (and a problem) when it has not as many parts
   */
  static List<String> parts(Node node, String why, String form) {
    String text = node.text();
    if (text == null) {
      return null;
    }
    List<String> parts = List.of(text.split("\\.", -1));
    if (parts.size() != form.split("\\.").length) {
      node.refuse(text, why, "write it as " + form);
      return null;
    }
    return parts.stream().allMatch(part -> fits(node, part)) ? parts : null;
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
