package io.soakgate.verdict;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Bound.Operator;
import io.soakgate.plan.Bound.Versus;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Unit;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/** One value held against its bound: PASS when the bound is met, FAIL when it is not. */
final class Comparison {

  private static final int EXCERPT = 60;

  private Comparison() {}

  static Verdict cannotTell(String why) {
    return new Verdict(Outcome.INCONCLUSIVE, "cannot tell: " + why);
  }

  /** Compares what was seen; neither measurement of {@code now} is blind. */
  static Verdict of(Expectation asked, Measurement now, Measurement baseline) {
    Bound bound = asked.bound();
    Value seen = now.value(asked.value()).orElse(null);
    if (seen == null) {
      return cannotTell(asked.value() + " was not measured" + instead(now));
    }
    if (seen.number() == null && seen.text() == null) {
      return cannotTell(seen.name() + " is null");
    }
    if (bound.operator() == Operator.IS) {
      return word(seen, bound.word());
    }
    String misfit = misfit(seen, bound);
    if (misfit != null) {
      return cannotTell(misfit);
    }
    if (bound.versus() == Versus.NOTHING) {
      return Arithmetic.alone(seen, bound);
    }
    String unusable = unusable(asked, baseline);
    return unusable != null
        ? cannotTell(unusable)
        : Arithmetic.against(seen, baseline.value(seen.name()).orElseThrow().number(), bound);
  }

  private static Verdict word(Value seen, String word) {
    String text = seen.text() == null ? seen.number().toPlainString() : seen.text();
    String excerpt = excerpt(text);
    if (word.equals("not-empty")) {
      return text.isBlank()
          ? new Verdict(Outcome.FAIL, seen.name() + " is empty")
          : new Verdict(Outcome.PASS, seen.name() + " is not empty: " + excerpt);
    }
    return text.equals(word)
        ? new Verdict(Outcome.PASS, seen.name() + " is " + word)
        : new Verdict(Outcome.FAIL, seen.name() + " is " + excerpt + ", not " + word);
  }

  /**
   * Why figure and bound cannot be compared, or null. A figure without a unit may be held against
   * percent, since a query cannot say that its figure is a share; it is never taken for a time or a
   * size, whose scale it would have to guess.
   */
  private static String misfit(Value seen, Bound bound) {
    if (seen.number() == null) {
      return seen.name()
          + " is the word "
          + excerpt(seen.text())
          + ", and "
          + bound.text()
          + " needs a figure";
    }
    boolean zero = bound.low().signum() == 0 && bound.high() == null;
    boolean share = seen.unit() == Unit.NONE && bound.unit() == Unit.PERCENT;
    if (bound.factorAlone() || zero || share || seen.unit() == bound.unit()) {
      return null;
    }
    return "%s is %s, and %s is %s"
        .formatted(seen.name(), words(seen.unit()), bound.text(), words(bound.unit()));
  }

  /** Why there is nothing to compare with, or null. */
  private static String unusable(Expectation asked, Measurement baseline) {
    if (baseline == null) {
      return "there is no baseline of " + asked.value();
    }
    if (baseline.blind() != null) {
      return "the baseline of " + asked.value() + " was not seen: " + baseline.blind();
    }
    BigDecimal before = baseline.value(asked.value()).map(Value::number).orElse(null);
    if (before == null) {
      return "the baseline has no figure " + asked.value();
    }
    if (before.signum() <= 0 && Arithmetic.isRatio(asked.bound())) {
      return "the baseline of %s is %s, and %s needs one above zero or a floor"
          .formatted(asked.value(), Figures.plain(before, Figures.LONG), asked.bound().text());
    }
    return null;
  }

  private static String words(Unit unit) {
    return switch (unit) {
      case NONE -> "a figure without a unit";
      case PERCENT -> "a percentage";
      case MILLIS -> "a time";
      case BYTES -> "a size";
    };
  }

  private static String instead(Measurement now) {
    return now.values().isEmpty()
        ? ", nothing was"
        : now.values().stream().map(Value::name).collect(Collectors.joining(", ", " (only ", ")"));
  }

  private static String excerpt(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return "empty";
    }
    return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
  }
}
