package io.soakgate.admission;

import io.soakgate.deployment.AdmitActivity.WayBack;
import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.ScriptReader;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.ScriptStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What each rollback option of a plan would send to a database, whole and in short. */
public final class RollbackSql {
  private static final int MOST = 200;
  private static final int FIRST = 3;
  private static final int WIDTH = 60;
  private static final int DIGITS = 12;
  private final Plan plan;
  private final Map<String, byte[]> files;

  /**
   * Of a plan.
   *
   * @param files its scripts by their paths
   */
  RollbackSql(Plan plan, Map<String, byte[]> files) {
    this.plan = plan;
    this.files = files;
  }

  /** Of a plan as it stands in its folder. */
  public RollbackSql(ReadPlan read) {
    this(
        read.plan(),
        read.files().stream()
            .collect(Collectors.toMap(f -> f.script().path(), ReadPlan.File::bytes, (a, b) -> a)));
  }

  /** One action of an option: what it is, and its statements where it is a script. */
  private record Part(String of, String words, List<String> statements, boolean restores) {}

  /** All of it, statement by statement, each option with its digest. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of("rollback SQL"));
    lines.add(head(Rollback.EVERYTHING));
    parts(Rollback.EVERYTHING, change -> true).forEach(part -> whole(lines, part));
    for (Rollback option : plan.rollbacks()) {
      lines.add(head(option.name()));
      for (Rollback.Step step : option.steps()) {
        if (step.change() != null) {
          lines.add("    undo of " + step.change() + ", as above");
        } else {
          whole(lines, part("", step.action()));
        }
      }
    }
    return lines;
  }

  private String head(String option) {
    return "  " + option + "  (digest " + digest(option) + ")";
  }

  private static void whole(List<String> lines, Part part) {
    lines.add("    " + part.of + part.words);
    part.statements.stream()
        .limit(MOST)
        .flatMap(statement -> Arrays.stream(statement.strip().split("\\R")))
        .filter(line -> !line.isBlank())
        .forEach(line -> lines.add("      " + line));
    if (part.statements.size() > MOST) {
      lines.add("      and " + (part.statements.size() - MOST) + " statements more");
    }
    if (part.restores) {
      lines.add("      loses what was written since the backup; the question before it counts it");
    }
  }

  /** In short, for the card of a gate: how each environment goes back by each option. */
  public List<WayBack> brief() {
    List<WayBack> all = new ArrayList<>();
    for (Environment environment : plan.environments()) {
      plan.options().forEach(o -> all.add(brief(environment.name(), o)));
    }
    return List.copyOf(all);
  }

  private WayBack brief(String environment, String option) {
    List<Part> parts = parts(option, change -> change.appliesIn(environment));
    List<String> first = new ArrayList<>();
    for (Part part : parts) {
      first.addAll(part.statements.isEmpty() ? List.of(part.words) : part.statements);
    }
    int many = first.size();
    String begins =
        first.stream().limit(FIRST).map(RollbackSql::shortened).collect(Collectors.joining("; "));
    String words =
        "%s, digest %s: %s%s; all of it: soakgate preview %s"
            .formatted(
                many == 1 ? "1 statement" : many + " statements",
                digest(option),
                many == 0 ? "nothing is run" : begins,
                many > FIRST ? "; …" : "",
                plan.name());
    return new WayBack(environment, option, words);
  }

  /** On one line and without literals: what is shown there travels further than the script. */
  private static String shortened(String statement) {
    String line =
        statement
            .replaceAll("(?s)\\$(\\w*)\\$.*?\\$\\1\\$", "\\$\\$…\\$\\$")
            .replaceAll("'(?:[^']|'')*'", "'…'")
            .replaceAll("(?m)--.*$", "")
            .replaceAll("\\s+", " ")
            .strip()
            .replaceAll(";$", "");
    return line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line;
  }

  /** Of all that the option may send, so that two people can say whether they read the same. */
  private String digest(String option) {
    String all =
        parts(option, change -> true).stream()
            .map(p -> p.of + p.words + "\n" + String.join("\n", p.statements))
            .collect(Collectors.joining("\n"));
    return ScriptStore.digest(all.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }

  private List<Part> parts(String option, Predicate<Change> there) {
    Rollback named = plan.rollback(option);
    List<Part> parts = new ArrayList<>();
    if (named == null) {
      List<Change> changes = new ArrayList<>(plan.changes());
      Collections.reverse(changes);
      changes.stream().filter(there).forEach(change -> undo(parts, change));
      return parts;
    }
    for (Rollback.Step step : named.steps()) {
      if (step.change() == null) {
        parts.add(part("", step.action()));
      } else {
        undo(parts, plan.change(step.change()));
      }
    }
    return parts;
  }

  private void undo(List<Part> parts, Change change) {
    change.undo().forEach(action -> parts.add(part(change.name() + ": ", action)));
  }

  private Part part(String of, Spec action) {
    String file = file(action);
    byte[] bytes = file == null ? null : files.get(file);
    List<String> statements = bytes == null ? List.of() : statements(file, bytes);
    String words = action.kind() + (file == null ? "" : " " + file);
    return new Part(of, words, statements, action.kind().equals(Rollback.RESTORE));
  }

  private static String file(Spec action) {
    String file =
        action.with().isTextual() ? action.with().asText() : action.with().path("file").asText("");
    return file.endsWith(".sql") ? file : null;
  }

  private List<String> statements(String file, byte[] bytes) {
    return ScriptReader.read(file, bytes, (path, at) -> files.get(path), new Problems())
        .statements()
        .stream()
        .map(SqlStatement::text)
        .toList();
  }
}
