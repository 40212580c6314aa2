package io.soakgate.audit;

import io.soakgate.audit.MeasurementsCsv.Table;
import io.soakgate.deployment.Evidence;
import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What people and rules logged, with what was done about it (M-060, M-143, I-071). */
final class IssuesTable {
  private static final String HEAD =
      "number,at,environment,by,issue,severity,resolution,time lost,time to resolve,notes\r\n";

  /** The columns that a plan may choose, in the order they are shown; it has all unless it does. */
  private enum Column {
    SEVERITY("severity", "Severity"),
    RESOLUTION("resolution", "Resolution"),
    TIME_LOST("time-lost", "Time lost"),
    TIME_TO_RESOLVE("time-to-resolve", "Time to resolve"),
    NOTES("notes", "Notes");

    private final String key;
    private final String head;

    Column(String key, String head) {
      this.key = key;
      this.head = head;
    }
  }

  private IssuesTable() {}

  static void write(Html html, Story story) {
    if (of(story).isEmpty()) {
      return;
    }
    List<Column> columns = columns(story);
    List<String> heads = new ArrayList<>(List.of("At", "Where", "Issue"));
    columns.forEach(column -> heads.add(column.head));
    html.open("section").element("h2", "Issues");
    Tables.open(html, heads.toArray(String[]::new));
    for (Issue issue : of(story)) {
      html.open("tr").element("td", Format.time(issue.at()), "class", "nowrap");
      html.element("td", issue.environment() == null ? "–" : issue.environment());
      html.open("td").element("b", "#" + issue.number() + " ").text(issue.words());
      html.element("div", "by " + issue.by(), "class", "hint").close();
      columns.forEach(column -> cell(html, issue, column));
      html.close();
    }
    Tables.close(html);
    html.close();
  }

  private static List<Column> columns(Story story) {
    List<String> chosen = story.evidence().columns();
    List<Column> all = List.of(Column.values());
    List<Column> those = all.stream().filter(c -> chosen.contains(c.key)).toList();
    return those.isEmpty() ? all : those;
  }

  private static void cell(Html html, Issue issue, Column column) {
    BiConsumer<String, String> text =
        (words, style) -> html.element("td", words == null ? "–" : words, "class", style);
    switch (column) {
      case SEVERITY ->
          Tables.mark(html, tone(issue), issue.severity() == null ? "not said" : issue.severity());
      case RESOLUTION ->
          html.element("td", issue.resolution() == null ? "open" : issue.resolution());
      case TIME_LOST -> text.accept(issue.timeLost(), "nowrap");
      case NOTES -> html.element("td", issue.notes() == null ? "–" : issue.notes());
      case TIME_TO_RESOLVE -> text.accept(Format.length(issue.timeToResolve()), "nowrap");
    }
  }

  /** An issue on one line. */
  static String line(Issue issue) {
    return "#"
        + issue.number()
        + " "
        + issue.words()
        + " ("
        + (issue.severity() == null ? "severity not said" : issue.severity())
        + ", "
        + (issue.resolution() == null ? "open" : issue.resolution())
        + (issue.resolved() == null
            ? ""
            : ", resolved after " + Format.length(issue.timeToResolve()))
        + (issue.timeLost() == null ? ")" : ", " + issue.timeLost() + " lost)");
  }

  /** The log as comma-separated values, {@code issues.csv}; none when nothing was logged. */
  static List<Table> csv(Story story) {
    if (of(story).isEmpty()) {
      return List.of();
    }
    StringBuilder text = new StringBuilder(HEAD);
    of(story).forEach(issue -> text.append(MeasurementsCsv.row(cells(issue))));
    return List.of(new Table("issues.csv", text.toString()));
  }

  private static List<String> cells(Issue issue) {
    List<String> cells = new ArrayList<>();
    cells.add(String.valueOf(issue.number()));
    cells.add(issue.at().toString());
    cells.add(said(issue.environment()));
    cells.add(said(issue.by()));
    cells.add(said(issue.words()));
    cells.add(said(issue.severity()));
    cells.add(said(issue.resolution()));
    cells.add(said(issue.timeLost()));
    cells.add(issue.resolved() == null ? "" : issue.timeToResolve().toString());
    cells.add(said(issue.notes()));
    return cells;
  }

  private static String said(String text) {
    return text == null ? "" : text;
  }

  static List<Issue> of(Story story) {
    Evidence evidence = story.evidence();
    return evidence == null ? List.of() : evidence.issues();
  }

  private static String tone(Issue issue) {
    return switch (issue.severity() == null ? "" : issue.severity()) {
      case "critical", "high" -> "bad";
      case "medium" -> "unsure";
      default -> "calm";
    };
  }
}
