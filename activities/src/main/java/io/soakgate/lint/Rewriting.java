package io.soakgate.lint;

import static io.soakgate.lint.Rule.Danger.REWRITING;

import java.util.List;
import java.util.Set;

/** What writes a whole table anew. */
final class Rewriting {
  private static final Set<String> STEADY =
      Set.of(
          "NOW",
          "LOCALTIMESTAMP",
          "CURRENT_TIMESTAMP",
          "CURRENT_DATE",
          "CURRENT_USER",
          "ARRAY",
          "COALESCE",
          "ROW",
          "CAST",
          "JSONB_BUILD_OBJECT",
          "TO_JSONB",
          "LOWER",
          "UPPER",
          "NUMERIC",
          "VARCHAR",
          "CHAR",
          "TIMESTAMP",
          "TIMESTAMPTZ",
          "TIME",
          "INTERVAL",
          "BIT",
          "DECIMAL");

  private Rewriting() {}

  static List<Rule> rules() {
    return List.of(
        Rule.of(
            "column-type",
            REWRITING,
            true,
            p -> p.any(a -> a.starts("ALTER") && (a.has("SET DATA TYPE") || typed(a))),
            "mostly the whole table is written anew, under a lock that stops everybody",
            "add a column of the new type, fill it in parts, and swap the names"),
        Rule.of(
            "add-column-default",
            REWRITING,
            true,
            p -> p.any(Rewriting::rewritingDefault),
            "a value is computed for every row, under a lock that stops everybody",
            "add the column without it, set the default, and fill old rows in parts"),
        Rule.of(
            "set-logged",
            REWRITING,
            true,
            p -> p.any(a -> a.startsAny("SET LOGGED", "SET UNLOGGED")),
            "the whole table is written anew, under a lock that stops everybody",
            "make a new table"),
        Rule.of(
            "set-tablespace",
            REWRITING,
            true,
            p -> p.any(a -> a.startsAny("SET TABLESPACE", "SET ACCESS METHOD")),
            "the whole table is written anew, under a lock that stops everybody",
            "make a new table"));
  }

  private static boolean typed(Phrase action) {
    int column = action.starts("ALTER COLUMN") ? 2 : 1;
    List<String> tokens = action.tokens();
    return tokens.size() > column + 1 && tokens.get(column + 1).equals("TYPE");
  }

  private static boolean rewritingDefault(Phrase action) {
    if (!action.starts("ADD") || action.startsAny("ADD CONSTRAINT", "ADD CHECK", "ADD FOREIGN")) {
      return false;
    }
    boolean numbered =
        action.tokens().stream().anyMatch(Set.of("SERIAL", "BIGSERIAL", "SMALLSERIAL")::contains)
            || action.has("GENERATED");
    int from = action.index("DEFAULT", 0);
    for (int i = from + 1; from > 0 && i + 1 < action.tokens().size(); i++) {
      boolean calls = action.tokens().get(i + 1).equals("(");
      if (calls
          && action.tokens().get(i).matches("\\w+")
          && !STEADY.contains(action.tokens().get(i))) {
        return true;
      }
    }
    return numbered;
  }
}
