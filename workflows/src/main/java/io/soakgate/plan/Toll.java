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
}
