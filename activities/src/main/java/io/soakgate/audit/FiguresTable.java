package io.soakgate.audit;

import io.soakgate.deployment.Evidence;
import io.soakgate.deployment.Evidence.Shown;
import io.soakgate.deployment.Story;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The figures that the plan wants in its report, each against its target (M-139 to M-142). */
final class FiguresTable {
  private static final double METER = 120;
  private static final Pattern LIMIT = Pattern.compile("[<>]=? *(" + Amount.FIGURE + ")");

  private FiguresTable() {}

  static void write(Html html, Story story) {
    if (of(story).isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Figures");
    Tables.open(html, "Figure", "Where", "Seen", "Before", "Target", "");
    for (Shown shown : of(story)) {
      html.open("tr").open("td").element("b", shown.label()).close();
      html.element("td", shown.environment() == null ? "–" : shown.environment());
      html.open("td", "class", "nowrap").text(words(shown.value()));
      meter(html, shown);
      html.close();
      html.element("td", shown.baseline() == null ? "–" : words(shown.baseline()));
      html.element("td", shown.target() == null ? "–" : shown.target(), "class", "nowrap");
      Tables.mark(html, tone(shown), verdict(shown));
      html.close();
    }
    Tables.close(html);
    html.close();
  }

  /** A figure on one line. */
  static String line(Shown shown) {
    return shown.label()
        + ": "
        + words(shown.value())
        + (shown.baseline() == null ? "" : ", before " + words(shown.baseline()))
        + (shown.target() == null ? "" : ", target " + shown.target())
        + ": "
        + verdict(shown);
  }

  static List<Shown> of(Story story) {
    Evidence evidence = story.evidence();
    return evidence == null ? List.of() : evidence.figures();
  }

  /** {@code met}, {@code missed}, {@code not seen}, or nothing where no target is set. */
  static String verdict(Shown shown) {
    if (shown.value() == null) {
      return "not seen";
    }
    if (shown.verdict() == null) {
      return "recorded";
    }
    return switch (shown.verdict().outcome()) {
      case PASS -> "met";
      case FAIL -> "missed";
      case INCONCLUSIVE -> "not judged";
    };
  }

  /** The value as people write it. */
  static String words(Value value) {
    if (value == null) {
      return "–";
    }
    BigDecimal number = value.number();
    if (number == null) {
      return value.text();
    }
    Unit unit = value.unit() == null ? Unit.NONE : value.unit();
    return switch (unit) {
      case BYTES -> Format.bytes(number.longValue());
      case MILLIS -> new Amount(number.doubleValue(), "ms").words();
      case PERCENT -> new Amount(number.doubleValue(), "%").words();
      case NONE -> new Amount(number.doubleValue(), "").words();
    };
  }

  private static String tone(Shown shown) {
    boolean judged = shown.value() != null && shown.verdict() != null;
    return judged ? Tables.tone(shown.verdict().outcome()) : "calm";
  }

  /** How much of the limit is used up; nothing where the target is no limit. */
  private static void meter(Html html, Shown shown) {
    Matcher limit = LIMIT.matcher(shown.target() == null ? "" : shown.target());
    if (!limit.matches() || shown.value() == null || shown.value().number() == null) {
      return;
    }
    double most = Amount.of(limit.group(1)).value();
    double seen = Math.max(0, shown.value().number().doubleValue());
    double scale = METER / Math.max(most, Math.max(seen, 1e-9));
    html.open("svg", "viewBox", "0 0 120 8", "class", "meter", "aria-hidden", "true");
    html.empty("rect", "class", "expected", "width", width(most * scale), "height", "8");
    html.empty(
        "rect",
        "class",
        "bar " + tone(shown),
        "y",
        "2",
        "width",
        width(seen * scale),
        "height",
        "4");
    html.close();
  }

  private static String width(double width) {
    return String.format(Locale.ROOT, "%.1f", Math.max(1.5, width));
  }
}
