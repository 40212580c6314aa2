package io.soakgate.plan.reading;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Bound.Operator;
import io.soakgate.plan.Bound.Versus;
import io.soakgate.plan.BoundRefused;
import io.soakgate.plan.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the one bound dialect: {@code 63}, {@code < 5%}, {@code 2 MB..5 MB}, {@code 8234 +-1%},
 * words such as {@code true} or {@code not-empty}, and against the baseline {@code >= +45}, {@code
 * +100..+150}, {@code = baseline}, {@code <= 120% of baseline}, {@code > 2x baseline + 20 ms},
 * {@code >= 5x faster}.
 */
public final class Bounds {
  private static final String SIGNED = "[+-]?[0-9.]+ ?[A-Za-zµ%]*";
  private static final Pattern OPERATOR = Pattern.compile("([=!<>≤≥~]{1,3}) *(.*)");
  private static final Pattern RANGE =
      Pattern.compile("(" + SIGNED + ") ?\\.\\. ?(" + SIGNED + ")( of baseline)?( ?\\+ ?.*)?");
  private static final Pattern TOLERANCE = Pattern.compile("(" + SIGNED + ") ?\\+- ?([0-9.]+) ?%");
  private static final Pattern FACTOR =
      Pattern.compile("(?:([+-]?[0-9.]+ ?%) of |([+-]?[0-9.]+) ?x )?baseline(?: ?\\+ ?(.*))?");
  private static final Pattern FASTER = Pattern.compile("([+-]?[0-9.]+) ?x faster");
  private static final Pattern ABOUT = Pattern.compile("[~≈] ?([0-9][0-9,_]*(?:\\.[0-9]+)?)");
  private static final Pattern GROUPED =
      Pattern.compile("([^A-Za-z0-9]*)([0-9]{1,3}(?:[,_][0-9]{3})+)(\\D.*|)");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,62}");

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "=", Operator.EQUAL,
          "!=", Operator.NOT_EQUAL,
          "<", Operator.LESS,
          "<=", Operator.AT_MOST,
          ">", Operator.MORE,
          ">=", Operator.AT_LEAST);
  private static final Map<String, String> SLIPS =
      Map.of("==", "=", "<>", "!=", "=<", "<=", "=>", ">=", "≤", "<=", "≥", ">=", "===", "=");

  private Bounds() {}

  /** The bound, or empty (and a problem) when the node holds none. */
  public static Optional<Bound> parse(Node node) {
    if (node.json().isNumber() || node.json().isBoolean()) {
      node.refuse(
          node.words(), "a bound is a quoted text", "quote it: \"" + node.json().asText() + "\"");
      return Optional.empty();
    }
    String text = node.text();
    try {
      return text == null ? Optional.empty() : Optional.of(parse(text));
    } catch (BoundRefused e) {
      node.refuse(node.words(), e.why(), e.todo());
      return Optional.empty();
    }
  }

  /** A size in bytes, {@code 8 GB}; null (and a problem) when it is none. */
  public static BigDecimal size(Node node) {
    String text = node.text();
    try {
      Figure figure = text == null ? null : Figure.of(text);
      if (figure == null || figure.unit() == Unit.BYTES && figure.number().signum() > 0) {
        return figure == null ? null : figure.number();
      }
      throw BoundRefused.unreadable();
    } catch (BoundRefused e) {
      node.refuse(node.words(), "it is no size", "write it like `8 GB`");
      return null;
    }
  }

  private static Bound parse(String text) throws BoundRefused {
    String written = text.strip().replaceAll("\\s+", " ");
    if (written.length() > 100) {
      throw BoundRefused.unreadable();
    }
    refuseAbout(written);
    Matcher compared = OPERATOR.matcher(written);
    if (compared.matches()) {
      return compared(text, operator(compared.group(1)), compared.group(2));
    }
    Matcher tolerance = TOLERANCE.matcher(written);
    if (tolerance.matches()) {
      return around(text, tolerance.group(1), tolerance.group(2));
    }
    Matcher range = RANGE.matcher(written);
    if (range.matches()) {
      return between(text, range);
    }
    return WORD.matcher(written).matches() && !written.equals("baseline")
        ? word(text, written)
        : compared(text, Operator.EQUAL, written);
  }

  /** B-42: "about so many" has to say how far off is too far; thousands are not set apart. */
  private static void refuseAbout(String written) throws BoundRefused {
    Matcher about = ABOUT.matcher(written);
    if (about.matches()) {
      String digits = about.group(1).replaceAll("[,_]", "");
      throw new BoundRefused(
          "`~` does not say how far off is too far", "write `" + digits + " +-1%`");
    }
    Matcher grouped = GROUPED.matcher(written);
    if (grouped.matches()) {
      throw new BoundRefused(
          "a figure is written in digits alone",
          "write `"
              + grouped.group(1)
              + grouped.group(2).replaceAll("[,_]", "")
              + grouped.group(3)
              + "`");
    }
  }

  private static Operator operator(String written) throws BoundRefused {
    Operator operator = OPERATORS.get(written);
    if (operator == null) {
      String meant = SLIPS.get(written);
      throw new BoundRefused(
          "`" + written + "` is no comparison",
          meant == null ? "write one of `= != < <= > >=`" : "did you mean `" + meant + "`?");
    }
    return operator;
  }

  private static Bound compared(String text, Operator operator, String rest) throws BoundRefused {
    if (RANGE.matcher(rest).matches() || TOLERANCE.matcher(rest).matches()) {
      throw new BoundRefused("a range needs no comparison", "write it alone: `" + rest + "`");
    }
    if (WORD.matcher(rest).matches() && !rest.equals("baseline")) {
      refuseNothing(rest);
      throw new BoundRefused(
          "words are not compared", "write the word alone: `" + rest + "`, or `baseline`");
    }
    Matcher faster = FASTER.matcher(rest);
    if (faster.matches()) {
      return over(text, operator, faster.group(1));
    }
    Matcher factor = FACTOR.matcher(rest);
    if (factor.matches()) {
      return times(text, operator, factor);
    }
    Figure figure = Figure.of(rest).share();
    Versus versus = figure.delta() ? Versus.BASELINE_PLUS : Versus.NOTHING;
    return new Bound(text, operator, figure.number(), null, null, figure.unit(), versus, null);
  }

  /**
   * A time that shrank to a fraction of the baseline; that it grew is said with `> 2x baseline`.
   */
  private static Bound over(String text, Operator operator, String factor) throws BoundRefused {
    if (operator != Operator.AT_LEAST && operator != Operator.MORE) {
      throw new BoundRefused("at least so much faster is good", "write it like `>= 5x faster`");
    }
    BigDecimal times = Figure.of(factor).factor();
    return new Bound(text, operator, times, null, null, Unit.NONE, Versus.BASELINE_OVER, null);
  }

  private static Bound times(String text, Operator operator, Matcher found) throws BoundRefused {
    BigDecimal factor = BigDecimal.ONE;
    if (found.group(1) != null || found.group(2) != null) {
      factor = Figure.of(found.group(1) != null ? found.group(1) : found.group(2)).factor();
    }
    Figure floor = found.group(3) == null ? null : Figure.of(found.group(3));
    if (floor != null && (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL)) {
      throw new BoundRefused(
          "a floor keeps a limit above noise, and nothing is limited here",
          "write `< <= > >=` before it");
    }
    if (floor != null && (floor.delta() || floor.number().signum() <= 0)) {
      throw new BoundRefused("a floor is above zero", "write it like `+ 20 ms`, or leave it away");
    }
    return new Bound(
        text,
        operator,
        factor,
        null,
        null,
        floor == null ? Unit.NONE : floor.unit(),
        Versus.BASELINE_TIMES,
        floor == null ? null : floor.share().number());
  }

  private static Bound around(String text, String middle, String share) throws BoundRefused {
    Figure figure = Figure.of(middle).share();
    Figure part = Figure.of(share + "%").share();
    if (figure.delta() || figure.number().signum() < 0) {
      throw new BoundRefused(
          "a tolerance is a share of a figure above zero", "write LOW..HIGH instead");
    }
    BigDecimal off = figure.number().multiply(part.number()).movePointLeft(2);
    return new Bound(
        text,
        Operator.BETWEEN,
        Figure.plain(figure.number().subtract(off)),
        Figure.plain(figure.number().add(off)),
        null,
        figure.unit(),
        Versus.NOTHING,
        null);
  }

  private static Bound between(String text, Matcher found) throws BoundRefused {
    if (found.group(4) != null) {
      throw new BoundRefused("a range has no floor", "write two bounds, or one with `<=`");
    }
    Figure high = Figure.of(found.group(2));
    Figure low = Figure.of(found.group(1));
    if (low.unit() == Unit.NONE && high.unit() != Unit.NONE) {
      low = Figure.of(found.group(1) + found.group(2).replaceAll("[+0-9. -]", ""));
    }
    if (low.unit() != high.unit()) {
      throw new BoundRefused("both ends need the same kind of unit", "write it like `2 MB..5 MB`");
    }
    return found.group(3) == null ? span(text, low, high) : spanOfBaseline(text, low, high);
  }

  private static Bound span(String text, Figure low, Figure high) throws BoundRefused {
    ordered(low.number(), high.share().number());
    boolean delta = low.delta() || high.delta();
    if (delta && !(high.delta() && (low.delta() || low.number().signum() < 0))) {
      throw new BoundRefused("one end has a plus sign, the other has no sign", "sign both ends");
    }
    Versus versus = delta ? Versus.BASELINE_PLUS : Versus.NOTHING;
    return new Bound(
        text, Operator.BETWEEN, low.number(), high.number(), null, high.unit(), versus, null);
  }

  private static Bound spanOfBaseline(String text, Figure low, Figure high) throws BoundRefused {
    if (high.unit() != Unit.PERCENT) {
      throw new BoundRefused(
          "a range of the baseline is in percent", "write it like `80%..120% of baseline`");
    }
    ordered(low.factor(), high.factor());
    return new Bound(
        text,
        Operator.BETWEEN,
        low.factor(),
        high.factor(),
        null,
        Unit.NONE,
        Versus.BASELINE_TIMES,
        null);
  }

  private static void ordered(BigDecimal low, BigDecimal high) throws BoundRefused {
    if (low.compareTo(high) > 0) {
      throw new BoundRefused("its lower end is above its upper end", "turn it round");
    }
  }

  private static void refuseNothing(String word) throws BoundRefused {
    if (List.of("nan", "inf", "infinity", "null").contains(word.toLowerCase(Locale.ROOT))) {
      throw new BoundRefused("nothing can be held against it", "write a figure or a word");
    }
  }

  private static Bound word(String text, String word) throws BoundRefused {
    refuseNothing(word);
    Optional<String> near = Suggestion.nearest(word, List.of("baseline", "not-empty"));
    if (near.isPresent() && !word.equals("not-empty")) {
      throw new BoundRefused(
          "as a word it would be compared letter by letter", "did you mean `" + near.get() + "`?");
    }
    return new Bound(text, Operator.IS, null, null, word, Unit.NONE, Versus.NOTHING, null);
  }
}
