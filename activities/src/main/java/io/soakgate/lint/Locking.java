package io.soakgate.lint;

import static io.soakgate.lint.Rule.Danger.TABLE_LOCKING;

import java.util.List;

/** What makes others wait. Locks are those of the manual's "Locking". */
final class Locking {
  private Locking() {}

  static List<Rule> rules() {
    return List.of(
        Rule.of(
            "create-index",
            TABLE_LOCKING,
            true,
            p -> p.startsAny("CREATE INDEX", "CREATE UNIQUE INDEX") && !p.has("CONCURRENTLY"),
            "nobody writes to the table while the index is built",
            "CREATE INDEX CONCURRENTLY"),
        Rule.of(
            "drop-index",
            TABLE_LOCKING,
            false,
            p -> p.starts("DROP INDEX") && !p.has("CONCURRENTLY"),
            "everybody waits while it waits for the table",
            "DROP INDEX CONCURRENTLY"),
        Rule.of(
            "reindex",
            TABLE_LOCKING,
            true,
            p -> p.starts("REINDEX") && !p.has("CONCURRENTLY"),
            "nobody writes to the table while its index is built anew",
            "REINDEX … CONCURRENTLY"),
        Rule.of(
            "add-constraint",
            TABLE_LOCKING,
            true,
            p -> p.any(Locking::validates),
            "others wait while every row is checked",
            "add it NOT VALID, and VALIDATE CONSTRAINT in a statement of its own"),
        Rule.of(
            "add-unique",
            TABLE_LOCKING,
            true,
            p -> p.any(Locking::buildsUnique),
            "nobody reads or writes while its index is built",
            "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX"),
        Rule.of(
            "set-not-null",
            TABLE_LOCKING,
            true,
            p -> p.any(a -> a.starts("ALTER") && a.has("SET NOT NULL")),
            "nobody reads or writes while every row is looked at",
            "add CHECK (… IS NOT NULL) NOT VALID and VALIDATE it first: then it is not"),
        Rule.of(
            "attach-partition",
            TABLE_LOCKING,
            false,
            p -> p.any(a -> a.starts("ATTACH PARTITION")),
            "every row of the partition is checked under its lock",
            "add a CHECK that implies its bounds, and VALIDATE it first"),
        Rule.of(
            "detach-partition",
            TABLE_LOCKING,
            false,
            p -> p.any(a -> a.starts("DETACH PARTITION") && !a.has("CONCURRENTLY")),
            "nobody reads or writes the whole table meanwhile",
            "DETACH PARTITION … CONCURRENTLY"),
        Rule.of(
            "refresh-view",
            TABLE_LOCKING,
            true,
            p -> p.starts("REFRESH MATERIALIZED VIEW") && !p.has("CONCURRENTLY"),
            "nobody reads the view while it is filled",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY"),
        Rule.of(
            "vacuum-full",
            TABLE_LOCKING,
            false,
            p ->
                p.starts("VACUUM")
                    && p.tokens().subList(0, Math.min(9, p.tokens().size())).contains("FULL"),
            "nobody reads or writes while the table is written anew",
            "VACUUM, or pg_repack"),
        Rule.of(
            "cluster",
            TABLE_LOCKING,
            false,
            p -> p.starts("CLUSTER"),
            "nobody reads or writes while the table is written anew",
            "pg_repack, or a new table"),
        Rule.of(
            "lock-table",
            TABLE_LOCKING,
            true,
            p -> p.starts("LOCK"),
            "others wait until the transaction ends",
            "keep the transaction short, and say why"));
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
}
