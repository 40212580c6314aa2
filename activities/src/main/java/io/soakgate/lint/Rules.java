package io.soakgate.lint;

import static io.soakgate.lint.Rule.Danger.DESTRUCTIVE;
import static io.soakgate.lint.Rule.Danger.NOT_SEEN;
import static io.soakgate.lint.Rule.Danger.PRIVILEGES;
import static io.soakgate.lint.Rule.Danger.REWRITING;
import static io.soakgate.lint.Rule.Danger.TABLE_LOCKING;

import io.soakgate.lint.Rule.Danger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All rules: the one place where one is added. Locks are those of the manual's "Locking". */
public final class Rules {
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
  private static final List<Rule> ALL = new ArrayList<>();

  static {
    destroys();
    locks();
    rewrites();
    permits();
    rule(
        "dynamic-sql",
        NOT_SEEN,
        false,
        p -> p.starts("EXECUTE"),
        "a DO block builds a statement when it runs, which nobody can read before",
        "write the statements out where that is possible");
  }

  private Rules() {}

  static List<Rule> all() {
    return List.copyOf(ALL);
  }

  /** The dangers there are, the worst first, as findings name them. */
  public static List<String> dangers() {
    return Stream.of(Danger.values()).map(Danger::word).toList();
  }

  /** The names of all rules, in the order of the table. */
  public static List<String> names() {
    return ALL.stream().map(Rule::name).toList();
  }

  private static void rule(
      String name,
      Danger danger,
      boolean spared,
      Predicate<Phrase> breaks,
      String says,
      String instead) {
    ALL.add(new Rule(name, danger, says, instead, spared, breaks));
  }

  private static void destroys() {
    rule(
        "drop-table",
        DESTRUCTIVE,
        true,
        p -> p.startsAny("DROP TABLE", "DROP FOREIGN TABLE"),
        "a table and its rows are gone",
        "rename it now and drop it with a later plan");
    rule(
        "drop-column",
        DESTRUCTIVE,
        true,
        p -> action(p, Rules::dropsColumn),
        "a column and what it holds is gone",
        "stop using it now and drop it with a later plan");
    rule(
        "drop-schema",
        DESTRUCTIVE,
        true,
        p -> p.starts("DROP SCHEMA"),
        "a schema is gone",
        "drop what is in it by name first");
    rule(
        "drop-database",
        DESTRUCTIVE,
        false,
        p -> p.starts("DROP DATABASE"),
        "a whole database is gone",
        "rename it now and drop it later");
    rule(
        "drop-sequence",
        DESTRUCTIVE,
        false,
        p -> p.starts("DROP SEQUENCE"),
        "numbers that were given are forgotten",
        "write its last value down first");
    rule(
        "drop-cascade",
        DESTRUCTIVE,
        false,
        p -> p.starts("DROP") && p.has("CASCADE"),
        "whatever depends on it goes with it, named or not",
        "name each object, without CASCADE");
    rule(
        "drop-owned",
        DESTRUCTIVE,
        false,
        p -> p.starts("DROP OWNED"),
        "everything of a role is gone",
        "name each object");
    rule(
        "truncate",
        DESTRUCTIVE,
        true,
        p -> p.starts("TRUNCATE"),
        "all rows of a table are gone",
        "delete what must go, with a WHERE");
    rule(
        "delete-all",
        DESTRUCTIVE,
        true,
        p -> withoutWhere(p, "DELETE FROM"),
        "DELETE without WHERE: all rows of a table are gone",
        "say which rows with WHERE");
    rule(
        "update-all",
        DESTRUCTIVE,
        true,
        p -> withoutWhere(p, "UPDATE"),
        "UPDATE without WHERE: every row is overwritten",
        "say which rows with WHERE");
  }

  private static void locks() {
    rule(
        "create-index",
        TABLE_LOCKING,
        true,
        p -> p.startsAny("CREATE INDEX", "CREATE UNIQUE INDEX") && !p.has("CONCURRENTLY"),
        "nobody writes to the table while the index is built",
        "CREATE INDEX CONCURRENTLY");
    rule(
        "drop-index",
        TABLE_LOCKING,
        false,
        p -> p.starts("DROP INDEX") && !p.has("CONCURRENTLY"),
        "everybody waits while it waits for the table",
        "DROP INDEX CONCURRENTLY");
    rule(
        "reindex",
        TABLE_LOCKING,
        true,
        p -> p.starts("REINDEX") && !p.has("CONCURRENTLY"),
        "nobody writes to the table while its index is built anew",
        "REINDEX … CONCURRENTLY");
    rule(
        "add-constraint",
        TABLE_LOCKING,
        true,
        p -> action(p, Rules::validates),
        "others wait while every row is checked",
        "add it NOT VALID, and VALIDATE CONSTRAINT in a statement of its own");
    rule(
        "add-unique",
        TABLE_LOCKING,
        true,
        p -> action(p, Rules::buildsUnique),
        "nobody reads or writes while its index is built",
        "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX");
    rule(
        "set-not-null",
        TABLE_LOCKING,
        true,
        p -> action(p, a -> a.starts("ALTER") && a.has("SET NOT NULL")),
        "nobody reads or writes while every row is looked at",
        "add CHECK (… IS NOT NULL) NOT VALID and VALIDATE it first: then it is not");
    rule(
        "attach-partition",
        TABLE_LOCKING,
        false,
        p -> action(p, a -> a.starts("ATTACH PARTITION")),
        "every row of the partition is checked under its lock",
        "add a CHECK that implies its bounds, and VALIDATE it first");
    rule(
        "detach-partition",
        TABLE_LOCKING,
        false,
        p -> action(p, a -> a.starts("DETACH PARTITION") && !a.has("CONCURRENTLY")),
        "nobody reads or writes the whole table meanwhile",
        "DETACH PARTITION … CONCURRENTLY");
    rule(
        "refresh-view",
        TABLE_LOCKING,
        true,
        p -> p.starts("REFRESH MATERIALIZED VIEW") && !p.has("CONCURRENTLY"),
        "nobody reads the view while it is filled",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY");
    rule(
        "vacuum-full",
        TABLE_LOCKING,
        false,
        p ->
            p.starts("VACUUM")
                && p.tokens().subList(0, Math.min(9, p.tokens().size())).contains("FULL"),
        "nobody reads or writes while the table is written anew",
        "VACUUM, or pg_repack");
    rule(
        "cluster",
        TABLE_LOCKING,
        false,
        p -> p.starts("CLUSTER"),
        "nobody reads or writes while the table is written anew",
        "pg_repack, or a new table");
    rule(
        "lock-table",
        TABLE_LOCKING,
        true,
        p -> p.starts("LOCK"),
        "others wait until the transaction ends",
        "keep the transaction short, and say why");
  }

  private static void rewrites() {
    rule(
        "column-type",
        REWRITING,
        true,
        p -> action(p, a -> a.starts("ALTER") && (a.has("SET DATA TYPE") || typed(a))),
        "mostly the whole table is written anew, under a lock that stops everybody",
        "add a column of the new type, fill it in parts, and swap the names");
    rule(
        "add-column-default",
        REWRITING,
        true,
        p -> action(p, Rules::rewritingDefault),
        "a value is computed for every row, under a lock that stops everybody",
        "add the column without it, set the default, and fill old rows in parts");
    rule(
        "set-logged",
        REWRITING,
        true,
        p -> action(p, a -> a.startsAny("SET LOGGED", "SET UNLOGGED")),
        "the whole table is written anew, under a lock that stops everybody",
        "make a new table");
    rule(
        "set-tablespace",
        REWRITING,
        true,
        p -> action(p, a -> a.startsAny("SET TABLESPACE", "SET ACCESS METHOD")),
        "the whole table is written anew, under a lock that stops everybody",
        "make a new table");
  }

  private static void permits() {
    rule(
        "grant",
        PRIVILEGES,
        false,
        p -> p.starts("GRANT"),
        "somebody may do more",
        "see that the role is the right one");
    rule(
        "revoke",
        PRIVILEGES,
        false,
        p -> p.starts("REVOKE"),
        "somebody may do less",
        "see that nothing still needs it");
    rule(
        "default-privileges",
        PRIVILEGES,
        false,
        p -> p.starts("ALTER DEFAULT PRIVILEGES"),
        "what is created from now on belongs to others too",
        "GRANT on what is there");
    rule(
        "role",
        PRIVILEGES,
        false,
        p ->
            p.tokens().size() > 1
                && Set.of("CREATE", "ALTER", "DROP").contains(p.tokens().get(0))
                && Set.of("ROLE", "USER", "GROUP").contains(p.tokens().get(1))
                && !p.starts("CREATE USER MAPPING"),
        "a login or its rights change, in every database of the server",
        "do it outside of the plan, where the server is kept");
    rule(
        "owner",
        PRIVILEGES,
        false,
        p -> p.has("OWNER TO") || p.starts("REASSIGN OWNED"),
        "the new owner may do everything with it",
        "see that the role is the right one");
    rule(
        "security-definer",
        PRIVILEGES,
        false,
        p -> p.starts("CREATE") && p.has("SECURITY DEFINER") && p.index("SEARCH_PATH", 0) < 0,
        "whoever calls it acts as its owner, with a search_path of the caller's choice",
        "SET search_path on the function");
    rule(
        "row-level-security",
        PRIVILEGES,
        false,
        p ->
            p.startsAny("CREATE POLICY", "ALTER POLICY")
                || action(p, a -> a.startsAny("ENABLE ROW", "FORCE ROW")),
        "who sees which rows changes",
        "test it as each persona");
    rule(
        "row-level-security-off",
        PRIVILEGES,
        false,
        p -> p.starts("DROP POLICY") || action(p, a -> a.startsAny("DISABLE ROW", "NO FORCE ROW")),
        "rows that were hidden may be seen",
        "say who agreed");
    rule(
        "disable-trigger",
        PRIVILEGES,
        false,
        p -> action(p, a -> a.starts("DISABLE TRIGGER") || a.starts("DISABLE RULE")),
        "what a trigger enforced is enforced no more",
        "enable it again in the same script");
    rule(
        "other-role",
        PRIVILEGES,
        false,
        p -> p.startsAny("SET ROLE", "SET SESSION AUTHORIZATION", "SET LOCAL ROLE"),
        "what follows is done as somebody else",
        "name the role in the target's login");
    rule(
        "copy-program",
        PRIVILEGES,
        false,
        p -> p.starts("COPY") && p.has("PROGRAM"),
        "the server runs a program",
        "prepare the data before, and \\copy it");
    rule(
        "copy-server-file",
        PRIVILEGES,
        false,
        Rules::serverFile,
        "a file of the server is read or written",
        "put it into the plan's folder, and \\copy it");
    rule(
        "extension",
        PRIVILEGES,
        false,
        p -> p.startsAny("CREATE EXTENSION", "ALTER EXTENSION"),
        "code of others is loaded into the server",
        "say which, and who looked at it");
    rule(
        "alter-system",
        PRIVILEGES,
        false,
        p -> p.starts("ALTER SYSTEM"),
        "the whole server is configured anew",
        "do it where the server is kept");
  }

  private static boolean action(Phrase phrase, Predicate<Phrase> breaks) {
    return phrase.actions().stream().anyMatch(breaks);
  }

  private static boolean dropsColumn(Phrase action) {
    return action.starts("DROP") && !action.startsAny("DROP CONSTRAINT");
  }

  private static boolean validates(Phrase action) {
    boolean checks = action.startsAny("ADD CHECK", "ADD FOREIGN KEY");
    boolean named =
        action.starts("ADD CONSTRAINT") && (action.has("CHECK (") || action.has("FOREIGN KEY"));
    return (checks || named) && !action.has("NOT VALID");
  }

  private static boolean buildsUnique(Phrase action) {
    boolean unique =
        action.startsAny("ADD UNIQUE", "ADD PRIMARY KEY", "ADD EXCLUDE")
            || action.starts("ADD CONSTRAINT")
                && (action.has("UNIQUE") || action.has("PRIMARY KEY") || action.has("EXCLUDE"))
                && !action.has("CHECK (");
    return unique && !action.has("USING INDEX");
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

  private static boolean serverFile(Phrase phrase) {
    int last = Math.max(phrase.index("FROM", 0), phrase.index("TO", 0));
    return phrase.starts("COPY")
        && last > 0
        && last + 1 < phrase.tokens().size()
        && phrase.tokens().get(last + 1).startsWith("'");
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
