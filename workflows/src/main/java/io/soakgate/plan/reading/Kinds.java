package io.soakgate.plan.reading;

import io.soakgate.plan.Gauge;
import java.util.List;
import java.util.Optional;

/**
 * The three open sets, as the plan reader sees them. Implemented where the kinds are; tests of the
 * language alone use a small one of their own.
 */
public interface Kinds {
  /** The position a spec stands in. */
  enum Position {
    ACTION,
    PROBE,
    CHANNEL,
    BACKUP
  }

  /** The names of the kinds that may stand in a position, in alphabetical order. */
  List<String> names(Position position);

  /**
   * Checks what stands under a kind key, adding problems to the node. {@code ${name}} placeholders
   * are already filled in with the values of one environment.
   *
   * @return the paths of the script files it names, relative to the plan's folder
   */
  List<String> check(Position position, String kind, Node with);

  /** The kinds of probes that a plan may let keep what they do. */
  default List<String> writers() {
    return List.of();
  }

  /** The kinds of probes that ask the walk and not the target, so that no watch can sample them. */
  default List<String> askedOfWalk() {
    return List.of();
  }

  /**
   * Whether a ledger or a catalog proves that an action of this kind was done; what they cannot
   * prove says itself how a second try is told from the first (the plan language, rule 9).
   */
  default boolean proved(String action) {
    return true;
  }

  /** The names of the lint's rules, which a change may accept. */
  default List<String> lintRules() {
    return List.of();
  }

  /**
   * What a probe or a backup measures, {@code ${name}} placeholders filled in as above.
   *
   * @return empty when only a look tells, as for a query
   */
  default Optional<List<Gauge>> gauges(Position position, String kind, Node with) {
    return Optional.empty();
  }
}
