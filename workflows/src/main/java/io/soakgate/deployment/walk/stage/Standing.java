package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.ConditionActivity.Conditions;
import io.soakgate.verdict.Value;
import java.util.List;

/**
 * What an environment's target was seen to be: which database it is, and its catalog as the last
 * look or the last own step left it, so that what anybody else changed shows (F-63).
 */
public final class Standing {
  /** The value of an effect that holds the catalog's digest after it. */
  public static final String CATALOG = "catalog";

  private String server;
  private String catalog;
  private String before;
  private String after;

  /** The server that was seen first, by its own name for itself; null while nobody has looked. */
  public String server() {
    return server;
  }

  /** The catalog nobody may have changed since, or null when nobody knows. */
  public String catalog() {
    return catalog;
  }

  /** The catalog before the first change, or null. */
  public String before() {
    return before;
  }

  /** The catalog after the last change, or null. */
  public String after() {
    return after;
  }

  /** How an earlier workflow left the catalog; null when nobody knows. */
  public void stood(String left) {
    catalog = left;
  }

  /** A look saw it; the first one says what every later one must find. */
  public void saw(Conditions seen) {
    server = server == null ? seen.server() : server;
    catalog = catalog == null ? seen.catalog() : catalog;
  }

  /** A person took the catalog as it is. */
  public void accept(Conditions seen) {
    catalog = seen.catalog();
  }

  /** The first change comes. */
  public void begins() {
    before = catalog;
  }

  /** The last change is done. */
  public void ends(Conditions seen) {
    after = seen.catalog();
  }

  /** An own step changed it, and left this behind. */
  public void left(List<Value> values) {
    catalog =
        values.stream()
            .filter(v -> v.name().equals(CATALOG))
            .map(Value::text)
            .findFirst()
            .orElse(null);
  }

  /** An own step failed: what it left nobody knows. */
  public void unknown() {
    catalog = null;
  }
}
