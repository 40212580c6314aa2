package io.soakgate.admission;

import io.soakgate.history.HistoryTable;
import io.soakgate.history.MigrationFile;
import io.soakgate.plan.Change;
import io.soakgate.plan.History;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.ScriptFiles;
import io.soakgate.script.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a plan's migrations can be written into the application's history (ADR 0016). */
record MigratedPlan(Plan plan, Catalogue catalogue, ScriptFiles files) {
  private static final Set<String> IN_A_TRANSACTION = Set.of("sql", "drop-created");

  /** Adds a problem for everything that keeps the history from being true. */
  void hold(List<ReadPlan.File> read, Problems problems) {
    History history = plan.history();
    if (history == null || !history.kept()) {
      return;
    }
    List<Change> migrations =
        plan.changes().stream().filter(c -> !c.migrations().isEmpty()).toList();
    for (Change change : migrations) {
      change
          .migrations()
          .forEach(path -> check(history, path, change.apply().at(), read, problems));
      atOnce(change, change.apply(), "applied", problems);
      if (!change.undo().isEmpty()) {
        atOnce(change, change.undo().get(change.undo().size() - 1), "undone", problems);
      }
    }
  }

  private static void check(
      History history, String path, String at, List<ReadPlan.File> read, Problems problems) {
    read.stream()
        .filter(f -> f.script().path().equals(path))
        .map(f -> new MigrationFile(path, f.bytes()))
        .forEach(file -> HistoryTable.of(history).check(file, at, problems));
  }

  /** The row is committed together with what it is about, or it is untrue for a while. */
  private void atOnce(Change change, Spec action, String verb, Problems problems) {
    Optional<String> why = outside(action);
    why.ifPresent(
        words ->
            problems.add(
                action.at(),
                "migration `" + change.name() + "` cannot be " + verb + " with its history",
                words,
                "make that a change of its own, with a file outside of `"
                    + plan.history().folder()
                    + "`, or say `history: {none: why}`"));
  }

  private Optional<String> outside(Spec action) {
    if (!IN_A_TRANSACTION.contains(action.kind())) {
      return Optional.of("`" + action.kind() + "` is not run in a transaction of the database");
    }
    if (action.with().path("transaction").asText().equals("none")) {
      return Optional.of("it says transaction: none, so the row could not be committed with it");
    }
    return catalogue.inspect(action, files).statements().stream()
        .filter(SqlStatement::outside)
        .findFirst()
        .map(
            s ->
                s.at()
                    + " cannot run inside a transaction, so the row could not be committed with it");
  }
}
