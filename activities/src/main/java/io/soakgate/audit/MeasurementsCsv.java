package io.soakgate.audit;

import io.soakgate.deployment.Evidence.Seen;
import io.soakgate.deployment.Story;
import io.soakgate.plan.Moment;
import io.soakgate.verdict.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every measurement as comma-separated values (RFC 4180), so that a spreadsheet can read them: all
 * of them in {@code measurements.csv}, and per environment those from before its first change in
 * {@code <environment>_pre_deploy_metrics.csv} (M-081).
 */
final class MeasurementsCsv {
  private static final String HEAD = "at,environment,moment,subject,kind,value,figure,unit\r\n";
  private static final List<String> BEFORE =
      List.of(Moment.ANNOUNCED, Moment.GO, Moment.BEFORE, "baseline");

  private MeasurementsCsv() {}

  /** One file. */
  record Table(String file, String text) {}

  /** The files of a story; none when nothing was measured. */
  static List<Table> of(Story story) {
    List<Seen> all = story.evidence() == null ? List.of() : story.evidence().measurements();
    if (all.isEmpty()) {
      return List.of();
    }
    List<Table> tables = new ArrayList<>();
    tables.add(new Table("measurements.csv", text(all)));
    Map<String, List<Seen>> before = new LinkedHashMap<>();
    all.stream()
        .filter(s -> BEFORE.contains(s.moment()))
        .forEach(s -> before.computeIfAbsent(s.environment(), e -> new ArrayList<>()).add(s));
    before.forEach(
        (name, seen) -> tables.add(new Table(name + "_pre_deploy_metrics.csv", text(seen))));
    return tables;
  }

  private static String text(List<Seen> all) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Seen seen : all) {
      if (seen.blind() != null) {
        line(text, seen, "not seen", seen.blind(), "");
      }
      seen.values().forEach(v -> line(text, seen, v.name(), figure(v), unit(v)));
    }
    return text.toString();
  }

  private static void line(
      StringBuilder text, Seen seen, String value, String figure, String unit) {
    List<String> cells =
        List.of(
            seen.at().toString(),
            seen.environment(),
            seen.moment(),
            seen.subject(),
            seen.kind(),
            value,
            figure,
            unit);
    text.append(row(cells));
  }

  /** One line of a file. */
  static String row(List<String> cells) {
    return String.join(",", cells.stream().map(MeasurementsCsv::cell).toList()) + "\r\n";
  }

  private static String figure(Value value) {
    return value.number() == null
        ? value.text()
        : value.number().stripTrailingZeros().toPlainString();
  }

  private static String unit(Value value) {
    if (value.number() == null || value.unit() == null) {
      return "";
    }
    return switch (value.unit()) {
      case NONE -> "";
      case PERCENT -> "%";
      case MILLIS -> "ms";
      case BYTES -> "B";
    };
  }

  /** Quoted where it must be; a cell that a spreadsheet would compute is shown as text. */
  private static String cell(String text) {
    String safe = text.matches("[=+@\\t\\r].*|-[^0-9].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
