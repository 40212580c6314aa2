package io.soakgate.plan.reading;

import io.soakgate.plan.Toll;
import java.util.List;

/** Reads what taking something back costs. */
final class TollReader {
  private TollReader() {}

  /** Reads {@code weakens} and {@code loses}, and {@code keeps} where it may stand. */
  static Toll read(Node node, boolean keeping) {
    return new Toll(
        said(node, "weakens"),
        said(node, "loses"),
        keeping ? node.optional("keeps").map(TollReader::kept).orElse(List.of()) : List.of());
  }

  private static List<String> kept(Node node) {
    if (node.isList() && node.items().isEmpty()) {
      node.refuse("this list is empty", "nothing is kept then", "name what stays, or remove it");
    }
    return node.texts();
  }

  private static String said(Node node, String key) {
    return node.optional(key).map(Node::text).orElse(null);
  }
}
