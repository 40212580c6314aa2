package io.soakgate.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soakgate.plan.Unit;
import java.math.BigDecimal;

/**
 * One figure or word a probe saw.
 *
 * @param name what plans call it
 * @param number the figure, normalised to {@code unit}; null when {@code text} is set
 * @param text the word; null when {@code number} is set
 * @param unit the figure's unit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Value(String name, BigDecimal number, String text, Unit unit) {

  /** A figure without a unit. */
  public static Value number(String name, long number) {
    return new Value(name, BigDecimal.valueOf(number), null, Unit.NONE);
  }

  /** A figure with a unit. */
  public static Value number(String name, BigDecimal number, Unit unit) {
    return new Value(name, number, null, unit);
  }

  /** A word. */
  public static Value text(String name, String text) {
    return new Value(name, null, text, Unit.NONE);
  }
}
