package io.soakgate.plan;

import java.util.List;

/**
 * What taking something back costs (plan language, rule 12).
 *
 * @param weakens how it weakens security, or null ({@code weakens: why}; decision 16)
 * @param loses what of the data it loses, or null ({@code loses: why})
 * @param keeps what it leaves behind on purpose; empty when it leaves nothing
 */
public record Toll(String weakens, String loses, List<String> keeps) {
  /** It costs nothing and leaves nothing behind. */
  public static final Toll NONE = new Toll(null, null, List.of());

  /** What was kept before there was such a thing costs nothing. */
  public Toll {
    keeps = keeps == null ? List.of() : List.copyOf(keeps);
  }

  /** Reads {@code weakens} and {@code loses}, and {@code keeps} where it may stand. */
  static Toll read(Node node, boolean keeping) {
    return new Toll(
        said(node, "weakens"),
        said(node, "loses"),
        keeping ? node.optional("keeps").map(Toll::kept).orElse(List.of()) : List.of());
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
