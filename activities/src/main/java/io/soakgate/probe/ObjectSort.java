package io.soakgate.probe;

import java.util.Locale;

/** A sort of object that can be named, and how it is found. */
enum ObjectSort {
  SCHEMAS("schema", "SELECT 1 FROM pg_namespace WHERE nspname = ?"),
  TABLES("schema.table", Sql.RELATION + "AND c.relkind IN ('r', 'p')"),
  COLUMNS(
      "schema.table.column",
      "SELECT 1 FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ? AND a.attname = ? AND NOT a.attisdropped"),
  VIEWS("schema.view", Sql.RELATION + "AND c.relkind = 'v'"),
  MATERIALIZED_VIEWS("schema.view", Sql.RELATION + "AND c.relkind = 'm'"),
  FUNCTIONS(
      "schema.function",
      "SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
          + " WHERE n.nspname = ? AND p.proname = ?"),
  TRIGGERS(
      "schema.table.trigger",
      "SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ? AND t.tgname = ? AND t.tgenabled <> 'D'"),
  INDEXES(
      "schema.index",
      "SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ?"
          + " AND i.indisvalid AND i.indisready AND i.indislive"),
  CONSTRAINTS("schema.table.constraint", Sql.CONSTRAINT),
  FOREIGN_KEYS("schema.table.constraint", Sql.CONSTRAINT + " AND k.contype = 'f'"),
  POLICIES(
      "schema.table.policy",
      "SELECT 1 FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ? AND p.polname = ?"),
  ROLES("role", "SELECT 1 FROM pg_roles WHERE rolname = ?"),
  EXTENSIONS("extension", "SELECT 1 FROM pg_extension WHERE extname = ?");

  private final String form;
  private final String sql;

  ObjectSort(String form, String sql) {
    this.form = form;
    this.sql = sql;
  }

  /** Its key in plans, which is also the name of its value. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How one is named, {@code schema.table}. */
  String form() {
    return form;
  }

  /** Returns a row when it is there; a parameter for each part of the name. */
  String sql() {
    return sql;
  }

  // Constants of an enum cannot name its own static fields.
  private static final class Sql {
    static final String RELATION =
        "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = ? AND c.relname = ? ";
    static final String CONSTRAINT =
        "SELECT 1 FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = ? AND c.relname = ? AND k.conname = ? AND k.convalidated";
  }
}
