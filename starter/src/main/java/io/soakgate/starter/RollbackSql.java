package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import io.soakgate.plan.Change;
import io.soakgate.plan.Problems;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Spec;
import io.soakgate.script.ScriptReader;
import io.soakgate.script.SqlStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each rollback option of a plan would send to a database, statement by statement. */
final class RollbackSql {
  private static final int MOST = 200;
  private final ReadPlan read;
  private final Map<String, byte[]> files;
  private final List<String> lines = new ArrayList<>();

  private RollbackSql(ReadPlan read) {
    this.read = read;
    this.files =
        read.files().stream()
            .collect(Collectors.toMap(f -> f.script().path(), ReadPlan.File::bytes, (a, b) -> a));
  }

  static List<String> of(ReadPlan read) {
    RollbackSql sql = new RollbackSql(read);
    sql.lines.add("rollback SQL");
    sql.lines.add("  " + Rollback.EVERYTHING);
    List<Change> changes = read.plan().changes();
    for (int i = changes.size() - 1; i >= 0; i--) {
      sql.undo(changes.get(i));
    }
    for (Rollback option : read.plan().rollbacks()) {
      sql.lines.add("  " + option.name());
      option.steps().forEach(sql::step);
    }
    return sql.lines;
  }

  private void step(Rollback.Step step) {
    if (step.change() != null) {
      lines.add("    undo of " + step.change() + ", as above");
    } else {
      action("", step.action());
      if (step.restores()) {
        lines.add(
            "      loses what was written since the backup; the question before it counts it");
      }
    }
  }

  private void undo(Change change) {
    change.undo().forEach(action -> action(change.name() + ": ", action));
  }

  private void action(String of, Spec action) {
    String file = file(action);
    lines.add("    " + of + action.kind() + (file == null ? "" : " " + file));
    byte[] bytes = file == null ? null : files.get(file);
    if (bytes != null) {
      statements(file, bytes);
    }
  }

  private static String file(Spec action) {
    String file =
        action.with().isTextual() ? action.with().asText() : action.with().path("file").asText("");
    return file.endsWith(".sql") ? file : null;
  }

  private void statements(String file, byte[] bytes) {
    List<SqlStatement> all =
        ScriptReader.read(file, bytes, (path, at) -> files.get(path), new Problems()).statements();
    all.stream().limit(MOST).forEach(statement -> indented(statement.text()));
    if (all.size() > MOST) {
      lines.add("      and " + (all.size() - MOST) + " statements more");
    }
  }

  private void indented(String statement) {
    Arrays.stream(statement.strip().split("\\R"))
        .filter(line -> !line.isBlank())
        .forEach(line -> lines.add("      " + line));
  }
}
