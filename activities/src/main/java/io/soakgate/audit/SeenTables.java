package io.soakgate.audit;

import io.soakgate.audit.MeasurementsCsv.Table;
import io.soakgate.deployment.Evidence.Seen;
import io.soakgate.deployment.Story;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables that probes saw, such as the top statements: shown, and a file of each. */
final class SeenTables {
  private SeenTables() {}

  static void write(Html html, Story story) {
    if (of(story).isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Tables that probes saw");
    for (Seen seen : of(story)) {
      html.element("h3", words(seen));
      Tables.open(html, seen.grid().columns().toArray(String[]::new));
      for (List<String> row : seen.grid().rows()) {
        html.open("tr");
        row.forEach(cell -> html.element("td", cell));
        html.close();
      }
      Tables.close(html);
    }
    html.close();
  }

  /** A line for each row, under a line for each table. */
  static List<String> lines(Story story) {
    List<String> lines = new ArrayList<>();
    for (Seen seen : of(story)) {
      lines.add(words(seen) + ": " + String.join(" | ", seen.grid().columns()));
      seen.grid().rows().forEach(row -> lines.add("  " + String.join(" | ", row)));
    }
    return lines;
  }

  /** A file for each; of a look that was repeated, the last. */
  static List<Table> csv(Story story) {
    Map<String, Table> files = new LinkedHashMap<>();
    for (Seen seen : of(story)) {
      String file = words(seen).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_") + ".csv";
      StringBuilder text = new StringBuilder(MeasurementsCsv.row(seen.grid().columns()));
      seen.grid().rows().forEach(row -> text.append(MeasurementsCsv.row(row)));
      files.put(file, new Table(file, text.toString()));
    }
    return List.copyOf(files.values());
  }

  private static String words(Seen seen) {
    return seen.environment() + ", " + seen.moment() + ", " + seen.subject();
  }

  private static List<Seen> of(Story story) {
    return story.evidence() == null
        ? List.of()
        : story.evidence().measurements().stream()
            .filter(s -> s.grid() != null && !s.grid().rows().isEmpty())
            .toList();
  }
}
