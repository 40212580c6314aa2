package io.soakgate.condition;

import io.soakgate.deployment.StatementActivity.Counter;
import io.soakgate.deployment.StatementActivity.Statements;
import io.soakgate.target.CountedQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A statement that takes longer than before, by what was counted between two looks.
 *
 * @param before its mean before, in ms; null when it is new
 * @param now its mean between the looks, in ms
 * @param calls how often it ran between them
 * @param cost how much more time it took than it would have before, in ms
 */
record Slowed(String query, Double before, double now, long calls, double cost) {
  /** Half as long again, and by what one could feel if it ran often. */
  private static final double FACTOR = 1.5;

  private static final double LEAST_MILLIS = 1;

  /** Something new is named when it takes this long. */
  private static final double NEW_MILLIS = 10;

  /** Those that got slower, the costliest first. */
  static List<Slowed> of(Statements before, List<Counted> now) {
    Map<String, Counter> known =
        before.counters().stream().collect(Collectors.toMap(Counter::id, Function.identity()));
    List<Slowed> all = new ArrayList<>();
    for (Counted counted : now) {
      Counter then = known.get(counted.id());
      Slowed slowed = then == null ? fresh(counted, before.whole()) : since(counted, then);
      if (slowed != null) {
        all.add(slowed);
      }
    }
    all.sort(Comparator.comparing(Slowed::cost).reversed());
    return all;
  }

  /** Null when it is quick, or only not among those that were remembered. */
  private static Slowed fresh(Counted now, boolean whole) {
    double mean = now.millis() / Math.max(1, now.calls());
    return whole && mean >= NEW_MILLIS
        ? new Slowed(now.query(), null, mean, now.calls(), now.millis())
        : null;
  }

  /** Counters that went back were reset: what they say was counted since. */
  private static Slowed since(Counted now, Counter then) {
    boolean reset = now.calls() < then.calls();
    long calls = reset ? now.calls() : now.calls() - then.calls();
    double millis = reset ? now.millis() : now.millis() - then.millis();
    if (calls <= 0 || then.calls() == 0) {
      return null;
    }
    double before = then.millis() / then.calls();
    double mean = millis / calls;
    boolean slower = mean >= FACTOR * before && mean - before >= LEAST_MILLIS;
    return slower ? new Slowed(now.query(), before, mean, calls, (mean - before) * calls) : null;
  }

  /** Its text on one line, for people. */
  String shortened() {
    return CountedQuery.shortened(query);
  }
}
