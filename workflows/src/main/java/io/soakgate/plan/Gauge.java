package io.soakgate.plan;

import io.soakgate.plan.Bound.Operator;
import java.util.Optional;

/**
 * One value that a probe measures, known before it looks, so that a bound that could never hold is
 * refused when the plan is read (B-31, B-32) and not found inconclusive at night.
 *
 * @param name the value's name; {@code seq-scan-on-*} stands for any ending
 * @param word true for a word, false for a figure
 * @param unit the figure's unit; null for a word, and for a figure whose unit only a look tells
 */
public record Gauge(String name, boolean word, Unit unit) {

  /** A figure in this unit; {@link Unit#NONE} is a plain count. */
  public static Gauge figure(String name, Unit unit) {
    return new Gauge(name, false, unit);
  }

  /** A figure whose unit is not known before. */
  public static Gauge figure(String name) {
    return new Gauge(name, false, null);
  }

  /** A word. */
  public static Gauge word(String name) {
    return new Gauge(name, true, null);
  }

  /** True when a value of that name is this one. */
  public boolean isCalled(String value) {
    return name.endsWith("*")
        ? value.startsWith(name.substring(0, name.length() - 1))
        : value.equals(name);
  }

  /** Why this can never be held against the bound, and what to write; empty when it can. */
  public Optional<BoundRefused> refuses(Bound bound) {
    if (word) {
      return bound.operator() == Operator.IS
          ? Optional.empty()
          : refused("it is a word, not a figure", "write the word alone, such as `true`");
    }
    if (bound.operator() == Operator.IS) {
      return bound.word().equals("not-empty")
          ? Optional.empty()
          : refused(
              "it is " + sort() + ", not a word", "write a figure, such as `" + example() + "`");
    }
    boolean zero = bound.low().signum() == 0 && bound.high() == null;
    if (unit == null
        || unit == bound.unit()
        || bound.factorAlone()
        || (zero && bound.unit() == Unit.NONE)) {
      return Optional.empty();
    }
    return refused(
        bound.unit() == Unit.NONE ? "it is " + sort() + " and needs a unit" : "it is " + sort(),
        todo(bound));
  }

  private static Optional<BoundRefused> refused(String why, String todo) {
    return Optional.of(new BoundRefused(why, todo));
  }

  private String todo(Bound bound) {
    boolean bare = bound.text().matches("[=!<>]{0,2} ?[0-9.]+");
    return switch (unit) {
      case PERCENT -> "write `" + (bare ? bound.text() + "%" : example()) + "`";
      case MILLIS ->
          bare
              ? "write `" + bound.text() + " ms`, or with `s`, `m`, `h`"
              : "write one like `" + example() + "`";
      case BYTES ->
          bare
              ? "write `" + bound.text() + " MB`, or with `B`, `kB`, `GB`"
              : "write one like `" + example() + "`";
      case NONE -> "write it without a unit, such as `" + example() + "`";
    };
  }

  private String sort() {
    if (unit == null) {
      return "a figure";
    }
    return switch (unit) {
      case PERCENT -> "a share";
      case MILLIS -> "a time";
      case BYTES -> "a size";
      case NONE -> "a plain figure";
    };
  }

  private String example() {
    return unit == Unit.PERCENT
        ? "< 5%"
        : unit == Unit.MILLIS ? "< 500 ms" : unit == Unit.BYTES ? "> 1 MB" : "= 0";
  }
}
