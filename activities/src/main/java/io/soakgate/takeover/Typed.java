package io.soakgate.takeover;

import io.soakgate.plan.Check;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import java.util.List;
import java.util.Locale;

/** What the pages of one environment tell people to type and to look at. */
final class Typed {
  private final Environment environment;
  private final String variable;
  private final Hand hand;
  private final Sheets sheets;

  Typed(Environment environment, Hand hand, Sheets sheets) {
    this.environment = environment;
    this.variable = environment.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    this.hand = hand;
    this.sheets = sheets;
  }

  /** The environment variable that stands for the target. */
  String variable() {
    return variable;
  }

  void checks(List<String> lines, String moment, List<Check> checks) throws Exception {
    List<Check> here = checks.stream().filter(c -> c.appliesIn(environment.name())).toList();
    here.stream()
        .filter(Check::attested)
        .forEach(c -> lines.add("Have confirmed by " + c.shownTo() + ": " + text(c)));
    List<Check> seen = here.stream().filter(c -> !c.attested()).toList();
    if (seen.isEmpty()) {
      return;
    }
    String file = "checks/" + Sheets.plain(environment.name() + "-" + moment) + ".sql";
    sheets.write(file, hand.checks(environment, seen));
    StringBuilder words = new StringBuilder("Checks `" + moment + "`:\n\n");
    words.append("    psql -X -d \"$").append(variable).append("\" -f ").append(file).append('\n');
    seen.forEach(
        c -> words.append("\n   - [ ] ").append(c.name()).append(": ").append(Hand.expected(c)));
    lines.add(words.toString());
  }

  private static String text(Check check) {
    return check.probe().with().isTextual() ? check.probe().with().asText() : check.name();
  }

  static String said(String file) {
    return file.replaceFirst("\\.sql$", ".said");
  }

  String psql(String file) {
    return "    psql -X -v ON_ERROR_STOP=1 -d \"$%s\" -f %s 2> %s || cat %s\n"
        .formatted(variable, file, said(file), said(file));
  }

  /** Whom to ask before an action. */
  static String first(Spec action) {
    Terms terms = Terms.of(action);
    return terms.asks()
        ? "ask **" + String.join("**, **", terms.approve()) + "**, leave it out when one says no; "
        : "";
  }
}
