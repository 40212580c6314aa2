package io.soakgate.lint;

import io.soakgate.deployment.Finding;
import io.soakgate.lint.Rule.Danger;
import io.soakgate.plan.Accepted;
import io.soakgate.plan.Change;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.SqlStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds a plan's scripts against the rules, in the order they run (ADR 0008). What would destroy
 * something in production and is not accepted by the plan is refused (B-25); everything else is
 * shown at the gate.
 */
public final class Lint {
  private static final String APPLY = "apply";

  private final Map<String, List<String>> created = new HashMap<>();
  private final Map<List<String>, Finding> findings = new LinkedHashMap<>();
  private final Map<List<String>, Rule> rules = new HashMap<>();

  /** What a change's action sends. */
  public void apply(Change change, List<SqlStatement> statements) {
    for (SqlStatement statement : statements) {
      for (Phrase phrase : Phrases.of(statement)) {
        look(change.name(), APPLY, phrase, change.accept(), isNew(phrase.table(), change));
        if (phrase.creates() != null && !statement.verb().equals("DO")) {
          created.put(phrase.creates(), change.in());
        }
      }
    }
  }

  /**
   * What a change's undo sends. It takes away what by then may hold weeks of rows, so nothing of it
   * is spared for having been created by the plan.
   */
  public void undo(Change change, List<SqlStatement> statements) {
    statements.stream()
        .flatMap(s -> Phrases.of(s).stream())
        .forEach(p -> look(change.name(), "undo", p, change.accept(), false));
  }

  /** What a step of a rollback option sends. */
  public void rollback(String option, List<SqlStatement> statements) {
    statements.stream()
        .flatMap(s -> Phrases.of(s).stream())
        .forEach(p -> look(option, "rollback", p, List.of(), false));
  }

  /** Everything found, in the order it was found. */
  public List<Finding> findings() {
    return List.copyOf(findings.values());
  }

  /** Adds a problem for what destroys without a word, and for words about nothing. */
  public void refuse(List<Change> changes, Problems problems) {
    findings.forEach(
        (key, finding) -> {
          Rule rule = rules.get(key);
          boolean destroys = rule.danger() == Danger.DESTRUCTIVE;
          if (destroys && finding.purpose().equals(APPLY) && finding.accepted() == null) {
            undeclared(finding, rule, problems);
          }
        });
    for (Change change : changes) {
      change.accept().stream()
          .filter(a -> findings().stream().noneMatch(f -> about(f, change, a)))
          .forEach(a -> idle(change, a, problems));
    }
  }

  private static boolean about(Finding finding, Change change, Accepted accepted) {
    return finding.rule().equals(accepted.rule())
        && finding.change().equals(change.name())
        && !finding.purpose().equals("rollback");
  }

  private static void undeclared(Finding finding, Rule rule, Problems problems) {
    int n = finding.statements();
    problems.add(
        finding.script() + ":" + finding.line(),
        "`" + rule.name() + "`" + (n == 1 ? "" : ", " + n + " statements from here on"),
        rule.says() + ", and change `" + finding.change() + "` does not say that it is meant",
        "write `accept: {" + rule.name() + ": why}` under the change, or " + rule.instead());
  }

  private static void idle(Change change, Accepted accepted, Problems problems) {
    problems.add(
        accepted.at(),
        "`" + accepted.rule() + "` is accepted and never found",
        "no script of change `" + change.name() + "` has such a statement",
        "remove it: it would accept what is written later");
  }

  private void look(
      String change, String purpose, Phrase phrase, List<Accepted> accepted, boolean fresh) {
    for (Rule rule : Rules.all()) {
      if (!(fresh && rule.spared()) && rule.breaks().test(phrase)) {
        List<String> key = List.of(rule.name(), change, purpose, phrase.file());
        rules.put(key, rule);
        findings.merge(
            key, found(rule, change, purpose, phrase, accepted), (before, now) -> more(before));
      }
    }
  }

  private static Finding found(
      Rule rule, String change, String purpose, Phrase phrase, List<Accepted> accepted) {
    String why =
        accepted.stream()
            .filter(a -> a.rule().equals(rule.name()))
            .map(Accepted::why)
            .findFirst()
            .orElse(null);
    return new Finding(
        rule.name(),
        rule.danger().word(),
        change,
        purpose,
        phrase.file(),
        phrase.line(),
        1,
        rule.says(),
        why);
  }

  private static Finding more(Finding f) {
    return new Finding(
        f.rule(),
        f.danger(),
        f.change(),
        f.purpose(),
        f.script(),
        f.line(),
        f.statements() + 1,
        f.says(),
        f.accepted());
  }

  /** True when the plan created it before, or the schema it is in, wherever this change goes. */
  private boolean isNew(String table, Change change) {
    if (table == null) {
      return false;
    }
    int dot = table.lastIndexOf('.');
    List<String> names = new ArrayList<>(List.of(table));
    if (dot > 0) {
      names.add(table.substring(0, dot));
    }
    return names.stream()
        .map(created::get)
        .anyMatch(
            in ->
                in != null
                    && (in.isEmpty() || in.containsAll(change.in()) && !change.in().isEmpty()));
  }
}
