package io.soakgate.starter.defects;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What several lanes have before them, shared out so that each stays with a plan while it can: the
 * sample of another one is loaded anew.
 */
final class Turns<T> {
  private final Map<String, List<T>> left = new LinkedHashMap<>();
  private final List<String> begun = new ArrayList<>();
  private final Function<T, String> plan;

  Turns(List<T> all, Function<T, String> plan) {
    this.plan = plan;
    all.forEach(t -> left.computeIfAbsent(plan.apply(t), p -> new ArrayList<>()).add(t));
  }

  /** What a lane begins with. */
  synchronized Optional<T> first() {
    return elsewhere();
  }

  /** What comes for the lane that did this one. */
  synchronized Optional<T> after(T done) {
    List<T> same = left.get(plan.apply(done));
    return same.isEmpty() ? elsewhere() : Optional.of(same.remove(0));
  }

  /** Of a plan that nobody has begun, the longest first; at the end some of another lane's. */
  private Optional<T> elsewhere() {
    Optional<String> next =
        left.keySet().stream()
            .filter(p -> !left.get(p).isEmpty())
            .max(
                Comparator.comparing((String p) -> !begun.contains(p))
                    .thenComparing(p -> left.get(p).size()));
    next.ifPresent(begun::add);
    return next.map(p -> left.get(p).remove(0));
  }
}
