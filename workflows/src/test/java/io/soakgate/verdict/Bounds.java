package io.soakgate.verdict;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Bound.Operator;
import io.soakgate.plan.Bound.Versus;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Unit;
import java.math.BigDecimal;

/** Bounds as the plan reader makes them, so that tables of cases stay readable. */
final class Bounds {

  private Bounds() {}

  static Expectation alone(String value, String text, Operator operator, String low, Unit unit) {
    return between(value, text, operator, low, null, unit, Versus.NOTHING);
  }

  static Expectation range(String value, String text, String low, String high, Unit unit) {
    return between(value, text, Operator.BETWEEN, low, high, unit, Versus.NOTHING);
  }

  static Expectation more(String value, String text, Operator operator, String low, String high) {
    return between(value, text, operator, low, high, Unit.NONE, Versus.BASELINE_PLUS);
  }

  static Expectation factor(String value, String text, Operator operator, String low) {
    return between(value, text, operator, low, null, Unit.NONE, Versus.BASELINE_TIMES);
  }

  static Expectation floored(
      String value, String text, Operator operator, String low, String floor, Unit unit) {
    return new Expectation(
        value,
        new Bound(
            text, operator, number(low), null, null, unit, Versus.BASELINE_TIMES, number(floor)));
  }

  static Expectation word(String value, String word) {
    return new Expectation(
        value, new Bound(word, Operator.IS, null, null, word, Unit.NONE, Versus.NOTHING, null));
  }

  static Expectation between(
      String value,
      String text,
      Operator operator,
      String low,
      String high,
      Unit unit,
      Versus versus) {
    return new Expectation(
        value, new Bound(text, operator, number(low), number(high), null, unit, versus, null));
  }

  static BigDecimal number(String text) {
    return text == null ? null : new BigDecimal(text);
  }
}
