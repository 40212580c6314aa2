package io.soakgate.admission;

import io.soakgate.deployment.AdmitActivity.TargetQuestion;
import io.soakgate.deployment.Script;
import io.soakgate.history.Course;
import io.soakgate.history.Found;
import io.soakgate.history.HistoryTable;
import io.soakgate.history.MigrationFile;
import io.soakgate.plan.History;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Footing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A target's migration history, held against what a plan says of it (ADR 0016). */
record TargetHistory(SpecNeeds needs) {
  private static final String SQL = "sql";

  /** Adds a problem for everything that would leave it untrue. */
  void hold(Footing on, TargetQuestion question, Problems problems) {
    History history = question.history();
    boolean changes = question.actions().stream().anyMatch(a -> a.kind().equals(SQL));
    if (!changes || history != null && !history.kept()) {
      return;
    }
    try (Connection connection = on.target().connect("soakgate/history")) {
      if (history == null) {
        Found.all(connection).forEach(found -> unsaid(on, found, problems));
      } else {
        kept(on, question, connection, problems);
      }
    } catch (SQLException e) {
      problems.add(
          on.target().name(),
          "its migration history cannot be read",
          String.valueOf(e.getMessage()),
          "let user " + on.target().user() + " read it");
    }
  }

  private static void unsaid(Footing on, Found found, Problems problems) {
    problems.add(
        on.target().name(),
        found.table() + " is there, and the plan says nothing about it",
        "what " + found.tool().key() + " did not apply it would not know, and apply again",
        "write `history: {"
            + found.tool().key()
            + ": "
            + found.table()
            + ", folder: …}` where the plan applies its files, else `history: {none: why}`");
  }

  private void kept(Footing on, TargetQuestion question, Connection connection, Problems problems)
      throws SQLException {
    History history = question.history();
    Found.Rights rights = Found.rights(connection, history.table());
    if (rights != Found.Rights.ALL) {
      boolean there = rights != Found.Rights.NO_TABLE;
      problems.add(
          on.target().name(),
          there
              ? on.target().user() + " may not write " + history.table()
              : "there is no " + history.table(),
          "the plan applies files of " + history.tool().key() + " and keeps its history",
          there
              ? "GRANT SELECT, INSERT, UPDATE, DELETE ON "
                  + history.table()
                  + " TO "
                  + on.target().user()
              : "let " + history.tool().key() + " make it, or correct its name");
      return;
    }
    HistoryTable table = HistoryTable.of(history);
    List<MigrationFile> folder = folder(question);
    List<String> why = new ArrayList<>();
    String closed = table.closed(connection, folder);
    if (closed != null) {
      why.add(closed);
    }
    Course course = table.course(connection, folder);
    why.addAll(course.against(question.migrations()));
    why.forEach(
        words ->
            problems.add(
                on.target().name(),
                history.table() + ": " + words,
                history.tool().key() + " would stumble over it from then on",
                "put the history right first; the probe `history` shows it"));
  }

  private List<MigrationFile> folder(TargetQuestion question) {
    return question.history().of(question.scripts().stream().map(Script::path).toList()).stream()
        .map(path -> new MigrationFile(path, needs.bytes(path, question.scripts())))
        .toList();
  }
}
