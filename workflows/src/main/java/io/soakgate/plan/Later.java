package io.soakgate.plan;

import java.util.List;

/**
 * The kinds that are not built yet. They are refused by name: what is accepted and does nothing is
 * worse than what is unknown.
 */
final class Later {
  /** Kinds that runbooks need and no registry has yet. */
  private static final List<String> KINDS = List.of("slack");

  private Later() {}

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
