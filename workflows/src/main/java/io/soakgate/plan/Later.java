package io.soakgate.plan;

import java.util.List;

/**
 * The part of the grammar that is not built yet, per position. It is refused by name: what is
 * accepted and does nothing is worse than what is unknown.
 */
final class Later {
  static final List<String> SCHEDULE = List.of("do");
  static final List<String> WINDOW = List.of("length", "pick");
  static final List<String> WATCH = List.of("while");

  /** Kinds that runbooks need and no registry has yet. */
  private static final List<String> KINDS = List.of("attested", "prometheus", "slack", "webhook");

  private Later() {}

  /** Refuses those of the keys that stand in the mapping. */
  static void refuse(Node node, List<String> keys) {
    for (String key : keys) {
      if (node.has(key)) {
        node.optional(key);
        refuse(node, node.keyAt(key), key);
      }
    }
  }

  /** True (and a problem) when this is the name of a kind that is not built yet. */
  static boolean refuseKind(Node node, String at, String kind) {
    boolean later = KINDS.contains(kind);
    if (later) {
      refuse(node, at, kind);
    }
    return later;
  }

  static void refuse(Node node, String at, String key) {
    node.problems()
        .add(
            at,
            "`" + key + "` is not built yet",
            "it would be accepted and do nothing",
            "leave it away, or keep it as a comment");
  }
}
