package io.soakgate.drill;

import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.DrillActivity.Ground;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Target;
import java.nio.charset.StandardCharsets;

/**
 * The names of what one drill makes on a server.
 *
 * @param target whose backup is drilled on
 * @param key tells this drill from every other one
 */
record Range(Target target, String key) {
  private static final String NAME = "soakgate_drill_";

  static Range of(Ground ground, Target target) {
    Scope scope = ground.scope();
    String whole = scope.deployment() + "\n" + scope.environment() + "\n" + target.name();
    return new Range(
        target, ScriptStore.digest(whole.getBytes(StandardCharsets.UTF_8)).substring(0, 12));
  }

  /** How the names of all its databases begin. */
  String prefix() {
    return NAME + key + "_";
  }

  /** A copy's database; its number ends in a letter, so that no name begins like another's. */
  String copy(int number) {
    return prefix() + number + "c";
  }

  /**
   * The same for every drill of one database: one deployment at a time works on a target, so what
   * carries it and is not of this drill was left by one that is over.
   */
  String comment() {
    return "drill by soakgate of %s of %s, to be dropped"
        .formatted(target.database(), target.name());
  }

  /** The sessions' application name. */
  String application() {
    return "soakgate/drill/" + key;
  }
}
