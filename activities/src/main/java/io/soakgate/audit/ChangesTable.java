package io.soakgate.audit;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.Story.ChangeStory;
import io.soakgate.deployment.Story.EnvironmentStory;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Each run of each change and each rollback step, with its time against what was expected. */
final class ChangesTable {
  private static final double METER = 120;

  private ChangesTable() {}

  static void write(Html html, EnvironmentStory environment) {
    if (environment.backup() != null) {
      backup(html, environment.backup());
    }
    if (environment.changes().isEmpty()) {
      return;
    }
    html.element("h3", "Changes");
    Tables.open(html, "Change", "At", "Took", "Outcome", "What was done");
    for (ChangeStory change : environment.changes()) {
      html.open("tr").open("td").element("b", change.subject());
      html.element("div", change.purpose().toLowerCase(Locale.ROOT), "class", "hint").close();
      html.element("td", Format.time(change.from()), "class", "nowrap");
      html.open("td", "class", "nowrap").text(took(change));
      meter(html, change);
      html.close();
      Tables.mark(html, Tables.tone(change.outcome()), change.outcome());
      html.open("td").text(change.words());
      notices(html, change.notices());
      html.close().close();
    }
    Tables.close(html);
  }

  static String took(ChangeStory change) {
    String took = change.took() == null ? "not known" : Format.length(change.took());
    return change.expected() == null ? took : took + " of " + Format.length(change.expected());
  }

  private static void meter(Html html, ChangeStory change) {
    if (change.expected() == null || change.took() == null) {
      return;
    }
    Duration longer =
        change.took().compareTo(change.expected()) > 0 ? change.took() : change.expected();
    double scale = METER / Math.max(1, longer.toMillis());
    boolean late = longer.equals(change.took()) && !change.took().equals(change.expected());
    html.open("svg", "viewBox", "0 0 120 8", "class", "meter", "aria-hidden", "true");
    html.empty(
        "rect", "class", "expected", "width", width(change.expected(), scale), "height", "8");
    html.empty(
        "rect",
        "class",
        "bar " + (late ? "bad" : "good"),
        "y",
        "2",
        "width",
        width(change.took(), scale),
        "height",
        "4");
    html.close();
  }

  private static String width(Duration length, double scale) {
    return String.format(Locale.ROOT, "%.1f", Math.max(1.5, length.toMillis() * scale));
  }

  private static void notices(Html html, List<String> notices) {
    if (!notices.isEmpty()) {
      html.element("pre", String.join("\n", notices));
    }
  }

  private static void backup(Html html, BackupResult backup) {
    html.open("h3").text("Backup ");
    html.element(
            "span",
            backup.standing(),
            "class",
            "mark " + (backup.verified() ? "good" : backup.attested() ? "calm" : "bad"))
        .close();
    html.open("p").element("b", backup.label()).text(" (" + backup.kind() + "): ");
    html.text(backup.words()).close();
    html.element("p", figures(backup), "class", "hint");
  }

  static String figures(BackupResult backup) {
    String figures =
        backup.values().stream().map(ChangesTable::figure).collect(Collectors.joining(" · "));
    return backup.attested()
        ? backup.location()
        : figures + " · " + backup.location() + " · SHA-256 " + backup.digest();
  }

  static String figure(Value value) {
    BigDecimal number = value.number();
    if (number == null) {
      return value.name() + " " + value.text();
    }
    Unit unit = value.unit() == null ? Unit.NONE : value.unit();
    return value.name()
        + " "
        + switch (unit) {
          case BYTES -> Format.bytes(number.longValue());
          case MILLIS -> Format.length(Duration.ofMillis(number.longValue()));
          case PERCENT -> number.stripTrailingZeros().toPlainString() + "%";
          case NONE -> number.stripTrailingZeros().toPlainString();
        };
  }
}
