package io.soakgate.audit;

import io.soakgate.verdict.Outcome;

/** The shapes that every section shares. */
final class Tables {
  private Tables() {}

  /** Opens a table with its head; the caller writes rows and closes twice. */
  static void open(Html html, String... heads) {
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String head : heads) {
      html.element("th", head);
    }
    html.close().close().open("tbody");
  }

  /** Closes what {@link #open} opened. */
  static void close(Html html) {
    html.close().close().close();
  }

  /** A cell with a word in the colour of its meaning. */
  static void mark(Html html, String tone, String word) {
    html.open("td", "class", "nowrap");
    html.element("span", word, "class", "mark " + tone);
    html.close();
  }

  /** The tone of a verdict. */
  static String tone(Outcome outcome) {
    return switch (outcome) {
      case PASS -> "good";
      case FAIL -> "bad";
      case INCONCLUSIVE -> "unsure";
    };
  }

  /** The tone of an entry's or a change's outcome. */
  static String tone(String outcome) {
    return switch (outcome) {
      case "ok" -> "good";
      case "failed", "refused" -> "bad";
      case "inconclusive" -> "unsure";
      default -> "calm";
    };
  }
}
