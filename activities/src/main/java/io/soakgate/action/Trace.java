package io.soakgate.action;

import io.soakgate.script.SqlLexer;
import io.soakgate.script.SqlLexer.Token;
import io.soakgate.script.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a statement leaves in the catalog, as far as its first words tell: an object that is there
 * or gone, a column, a constraint, row level security. Statements that read like nothing of this
 * leave no trace that is known here.
 *
 * @param words what it is, for people: {@code index menu.dishes_name}
 * @param question SQL that is true when it is there; its parameters are {@code names}
 * @param there whether the statement makes it or takes it away
 */
record Trace(String words, String question, List<String> names, boolean there) {
  private static final int ENOUGH = 40;
  private static final Set<String> NOISE =
      Set.of(
          "OR",
          "REPLACE",
          "UNIQUE",
          "TEMP",
          "TEMPORARY",
          "UNLOGGED",
          "RECURSIVE",
          "CONCURRENTLY",
          "IF",
          "NOT",
          "EXISTS",
          "ONLY",
          "MATERIALIZED",
          "CONSTRAINT");
  private static final String RELATION = "SELECT to_regclass(?) IS NOT NULL";
  private static final String ROUTINE =
      "SELECT EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
          + " WHERE ? IN (quote_ident(p.proname), format('%I.%I', n.nspname, p.proname)))";
  private static final Map<String, String> OBJECTS =
      Map.of(
          "TABLE",
          RELATION,
          "VIEW",
          RELATION,
          "SEQUENCE",
          RELATION,
          "INDEX",
          "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(?)"
              + " AND indisvalid AND indisready)",
          "SCHEMA",
          "SELECT to_regnamespace(?) IS NOT NULL",
          "TYPE",
          "SELECT to_regtype(?) IS NOT NULL",
          "DOMAIN",
          "SELECT to_regtype(?) IS NOT NULL",
          "FUNCTION",
          ROUTINE,
          "PROCEDURE",
          ROUTINE,
          "EXTENSION",
          "SELECT EXISTS (SELECT FROM pg_extension WHERE quote_ident(extname) = ?)");
  private static final Map<String, String> ON_TABLES =
      Map.of(
          "POLICY",
              "SELECT EXISTS (SELECT FROM pg_policy WHERE quote_ident(polname) = ?"
                  + " AND polrelid = to_regclass(?))",
          "TRIGGER",
              "SELECT EXISTS (SELECT FROM pg_trigger WHERE quote_ident(tgname) = ?"
                  + " AND tgrelid = to_regclass(?))",
          "COLUMN",
              "SELECT EXISTS (SELECT FROM pg_attribute WHERE quote_ident(attname) = ?"
                  + " AND attrelid = to_regclass(?) AND NOT attisdropped)",
          "CONSTRAINT",
              "SELECT EXISTS (SELECT FROM pg_constraint WHERE quote_ident(conname) = ?"
                  + " AND conrelid = to_regclass(?))");
  private static final String SECURED =
      "SELECT coalesce((SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass(?)), false)";

  /** What the statement leaves; null when that is not known. */
  static Trace of(SqlStatement statement) {
    Reading reading = new Reading(statement.text(), SqlLexer.scan(statement.text(), ENOUGH));
    return switch (reading.word(0)) {
      case "CREATE" -> object(statement, reading, true);
      case "DROP" -> object(statement, reading, false);
      case "ALTER" -> reading.word(1).equals("TABLE") ? altered(reading) : null;
      default -> null;
    };
  }

  private static Trace object(SqlStatement statement, Reading reading, boolean there) {
    int type = reading.past(1);
    String word = reading.word(type);
    int name = reading.past(type + 1);
    if (word.equals("INDEX") && there) {
      return index(statement, reading, name);
    }
    if (ON_TABLES.containsKey(word)) {
      int on = reading.at("ON", name);
      return on < 0 ? null : onTable(word, reading.name(name), reading.name(on + 1), there);
    }
    if (!OBJECTS.containsKey(word) || reading.several(name)) {
      return null;
    }
    String named = reading.name(name);
    return new Trace(lower(word) + " " + named, OBJECTS.get(word), List.of(named), there);
  }

  /** The index that a {@code CREATE INDEX CONCURRENTLY} makes, as SQL. */
  static String index(SqlStatement build) {
    return of(build).names().get(0);
  }

  /** An index lives in its table's schema, which its own name does not say. */
  private static Trace index(SqlStatement statement, Reading reading, int name) {
    int on = reading.at("ON", name);
    if (on <= name) {
      return null;
    }
    String table = reading.name(reading.past(on + 1));
    String index = reading.name(name);
    int dot = table.indexOf('.');
    String whole = dot < 0 ? index : table.substring(0, dot + 1) + index;
    return new Trace("index " + whole + ", valid", OBJECTS.get("INDEX"), List.of(whole), true);
  }

  private static Trace altered(Reading reading) {
    int table = reading.past(2);
    int verb = reading.afterName(table);
    String what = reading.word(verb) + " " + reading.word(verb + 1);
    String named = reading.name(table);
    return switch (what) {
      case "ADD COLUMN", "DROP COLUMN", "ADD CONSTRAINT", "DROP CONSTRAINT" ->
          onTable(
              reading.word(verb + 1),
              reading.name(reading.past(verb + 2)),
              named,
              what.startsWith("ADD"));
      case "ENABLE ROW", "DISABLE ROW" ->
          new Trace(
              "row level security of " + named, SECURED, List.of(named), what.startsWith("ENABLE"));
      default -> null;
    };
  }

  private static Trace onTable(String word, String name, String table, boolean there) {
    return new Trace(
        lower(word) + " " + name + " on " + table,
        ON_TABLES.get(word),
        List.of(name, table),
        there);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** Why the catalog says it was not done; null when it was. */
  String missing(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(question)) {
      for (int i = 0; i < names.size(); i++) {
        select.setString(i + 1, names.get(i));
      }
      try (ResultSet row = select.executeQuery()) {
        row.next();
        boolean is = row.getBoolean(1);
        return is == there ? null : words + (there ? " is not there" : " is still there");
      }
    }
  }

  /** The tokens of a statement, and names as SQL in them. */
  private record Reading(String sql, List<Token> tokens) {
    String word(int i) {
      return i < tokens.size() ? tokens.get(i).text() : "";
    }

    /** The first token from {@code i} that is no word like IF NOT EXISTS. */
    int past(int i) {
      int at = i;
      while (NOISE.contains(word(at))) {
        at++;
      }
      return at;
    }

    int at(String word, int from) {
      for (int i = from; i < tokens.size(); i++) {
        if (word(i).equals(word)) {
          return i;
        }
      }
      return -1;
    }

    int afterName(int i) {
      int at = i + 1;
      while (word(at).equals(".")) {
        at += 2;
      }
      return at;
    }

    /** Whether a list of names stands there. */
    boolean several(int i) {
      return word(afterName(i)).equals(",");
    }

    /** A name as SQL: what is not quoted in lower case, as PostgreSQL folds it. */
    String name(int i) {
      StringBuilder name = new StringBuilder();
      int end = Math.min(afterName(i), tokens.size());
      for (int at = i; at < end; at++) {
        Token token = tokens.get(at);
        String text = sql.substring(token.start(), token.end());
        name.append(text.startsWith("\"") ? text : text.toLowerCase(Locale.ROOT));
      }
      return name.toString();
    }
  }
}
