package io.soakgate.condition;

import io.soakgate.action.Actions;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Finds what scripts name in a target. */
final class Naming {
  private static final String SCHEMAS =
      "SELECT n.nspname, n.nspname = ANY (current_schemas(false)) FROM pg_namespace n"
          + " WHERE n.nspname !~ '^pg_'"
          + " AND n.nspname NOT IN ('information_schema', 'soakgate', 'soakgate_sample')"
          + " ORDER BY 1";
  private static final String RELATIONS =
      "SELECT c.oid, c.relname, n.nspname FROM pg_class c JOIN pg_namespace n"
          + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f')"
          + " AND n.nspname !~ '^pg_' AND c.relpersistence <> 't' ORDER BY 1";

  private final Actions actions;
  private final ScriptWords words;

  Naming(Actions actions, ScriptWords words) {
    this.actions = actions;
    this.words = words;
  }

  /**
   * What is named here.
   *
   * @param all the plan's scripts
   * @param next the action whose scripts' tables count, or null for those of all
   */
  Touched in(Connection connection, List<Script> all, Spec next, List<Variable> values)
      throws SQLException {
    List<String> schemas = new ArrayList<>();
    List<Long> relations = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(SCHEMAS)) {
        while (row.next()) {
          if (row.getBoolean(2) || words.name(all, row.getString(1))) {
            schemas.add(row.getString(1));
          }
        }
      }
      List<Script> scripts = next == null ? all : of(next, all, values);
      try (ResultSet row = statement.executeQuery(RELATIONS)) {
        while (row.next()) {
          if (schemas.contains(row.getString(3)) && words.name(scripts, row.getString(2))) {
            relations.add(row.getLong(1));
          }
        }
      }
    }
    return new Touched(schemas, relations);
  }

  /** The scripts an action names; all of them when it names none that was admitted. */
  private List<Script> of(Spec spec, List<Script> all, List<Variable> values) {
    List<Script> named = named(spec, all, values);
    return named.isEmpty() ? all : named;
  }

  /** The scripts an action names and no others. */
  List<Script> named(Spec spec, List<Script> all, List<Variable> values) {
    boolean known = actions.list().stream().anyMatch(a -> a.kind().equals(spec.kind()));
    if (!known) {
      return List.of();
    }
    Node with = Node.of(Values.fill(spec.with(), values), spec.at(), new Problems());
    List<String> files = actions.get(spec.kind()).check(with);
    return all.stream().filter(s -> files.contains(s.path())).toList();
  }

  /** Whether one of the scripts names it. */
  boolean name(List<Script> scripts, String relation) throws SQLException {
    return words.name(scripts, relation);
  }
}
