package io.soakgate.lint;

import static io.soakgate.lint.Rule.Danger.DESTRUCTIVE;

import java.util.List;
import java.util.Set;

/** What loses data. */
final class Destroying {
  private Destroying() {}

  static List<Rule> rules() {
    return List.of(
        Rule.of(
            "drop-table",
            DESTRUCTIVE,
            true,
            p -> p.startsAny("DROP TABLE", "DROP FOREIGN TABLE"),
            "a table and its rows are gone",
            "rename it now and drop it with a later plan"),
        Rule.of(
            "drop-column",
            DESTRUCTIVE,
            true,
            p -> p.any(Destroying::dropsColumn),
            "a column and what it holds is gone",
            "stop using it now and drop it with a later plan"),
        Rule.of(
            "drop-schema",
            DESTRUCTIVE,
            true,
            p -> p.starts("DROP SCHEMA"),
            "a schema is gone",
            "drop what is in it by name first"),
        Rule.of(
            "drop-database",
            DESTRUCTIVE,
            false,
            p -> p.starts("DROP DATABASE"),
            "a whole database is gone",
            "rename it now and drop it later"),
        Rule.of(
            "drop-sequence",
            DESTRUCTIVE,
            false,
            p -> p.starts("DROP SEQUENCE"),
            "numbers that were given are forgotten",
            "write its last value down first"),
        Rule.of(
            "drop-cascade",
            DESTRUCTIVE,
            false,
            p -> p.starts("DROP") && p.has("CASCADE"),
            "whatever depends on it goes with it, named or not",
            "name each object, without CASCADE"),
        Rule.of(
            "drop-owned",
            DESTRUCTIVE,
            false,
            p -> p.starts("DROP OWNED"),
            "everything of a role is gone",
            "name each object"),
        Rule.of(
            "truncate",
            DESTRUCTIVE,
            true,
            p -> p.starts("TRUNCATE"),
            "all rows of a table are gone",
            "delete what must go, with a WHERE"),
        Rule.of(
            "delete-all",
            DESTRUCTIVE,
            true,
            p -> withoutWhere(p, "DELETE FROM"),
            "DELETE without WHERE: all rows of a table are gone",
            "say which rows with WHERE"),
        Rule.of(
            "update-all",
            DESTRUCTIVE,
            true,
            p -> withoutWhere(p, "UPDATE"),
            "UPDATE without WHERE: every row is overwritten",
            "say which rows with WHERE"));
  }

  private static boolean dropsColumn(Phrase action) {
    return action.starts("DROP") && !action.startsAny("DROP CONSTRAINT");
  }

  /** In WITH too, where it stands in parentheses or is the last statement. */
  private static boolean withoutWhere(Phrase phrase, String verb) {
    if (!phrase.startsAny(verb, "WITH")) {
      return false;
    }
    for (int i = phrase.index(verb, 0); i >= 0; i = phrase.index(verb, i + 1)) {
      boolean statement = i == 0 || Set.of("(", ")").contains(phrase.tokens().get(i - 1));
      if (statement
          && !phrase.behind(i, "WHERE")
          && (verb.equals("DELETE FROM") || phrase.behind(i, "SET"))) {
        return true;
      }
    }
    return false;
  }
}
