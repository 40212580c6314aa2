package io.soakgate.backup;

import io.soakgate.target.Quoted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a dump would fail of, found before anything is dumped. */
public final class Fitness {
  private static final int SHOWN = 5;

  private static final String OURS =
      " n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
          + " AND NOT starts_with(n.nspname, 'soakgate_kept_') ";

  private static final String MEMBER =
      "EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = %s AND e.objid = %s"
          + " AND e.deptype = 'e')";

  private static final String RELATIONS =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE {ours} {within} AND NOT {member} AND {which} ORDER BY 1
      """
          .replace("{ours}", OURS)
          .replace("{member}", MEMBER.formatted("'pg_catalog.pg_class'::regclass", "c.oid"));

  private static final String UNREADABLE =
      "c.relkind IN ('r', 'p', 'm', 'S') AND c.relpersistence <> 't'"
          + " AND NOT pg_catalog.has_table_privilege(c.oid, 'SELECT')";

  private static final String HIDDEN =
      "c.relkind IN ('r', 'p') AND pg_catalog.row_security_active(c.oid)";

  private static final String ORPHANED =
      "NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.oid = c.relowner)";

  private static final String ABSENT =
      """
      SELECT pg_catalog.quote_ident(s) FROM unnest(ARRAY[{schemas}]::text[]) s
      WHERE s NOT IN (SELECT nspname FROM pg_catalog.pg_namespace) ORDER BY 1
      """;

  // Keys, defaults, views, triggers and policies are told by the relation that they belong to.
  private static final String OUTSIDE =
      """
      WITH member(class, object, space) AS (
        SELECT 'pg_class'::regclass::oid, oid, relnamespace FROM pg_class
        UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace FROM pg_proc
        UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace FROM pg_type
        UNION ALL SELECT 'pg_constraint'::regclass, k.oid, c.relnamespace
          FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        UNION ALL SELECT 'pg_attrdef'::regclass, k.oid, c.relnamespace
          FROM pg_attrdef k JOIN pg_class c ON c.oid = k.adrelid
        UNION ALL SELECT 'pg_rewrite'::regclass, k.oid, c.relnamespace
          FROM pg_rewrite k JOIN pg_class c ON c.oid = k.ev_class
        UNION ALL SELECT 'pg_trigger'::regclass, k.oid, c.relnamespace
          FROM pg_trigger k JOIN pg_class c ON c.oid = k.tgrelid WHERE NOT k.tgisinternal
        UNION ALL SELECT 'pg_policy'::regclass, k.oid, c.relnamespace
          FROM pg_policy k JOIN pg_class c ON c.oid = k.polrelid)
      SELECT DISTINCT pg_describe_object(d.classid, d.objid, 0) || ' needs '
        || pg_describe_object(d.refclassid, d.refobjid, 0)
      FROM pg_depend d
      JOIN member m ON m.class = d.classid AND m.object = d.objid
      JOIN pg_namespace i ON i.oid = m.space AND i.nspname IN ({schemas})
      JOIN member t ON t.class = d.refclassid AND t.object = d.refobjid
      JOIN pg_namespace n ON n.oid = t.space AND n.nspname NOT IN ({schemas}) AND {ours}
      WHERE NOT {inside} AND NOT {outside} ORDER BY 1
      """
          .replace("{ours}", OURS)
          .replace("{inside}", MEMBER.formatted("m.class", "m.object"))
          .replace("{outside}", MEMBER.formatted("t.class", "t.object"));

  private Fitness() {}

  /**
   * What is in the way.
   *
   * @param what names each object, the first few
   */
  public record Lack(String what, String why, String todo) {
    String words() {
      return what + ": " + why + "; " + todo;
    }
  }

  /**
   * Looks at a database as the login that would dump it.
   *
   * @param schemas what is dumped alone; empty for all
   * @return everything that is in the way
   */
  public static List<Lack> of(Connection session, List<String> schemas) throws SQLException {
    List<Lack> lacks = new ArrayList<>();
    try (Statement statement = session.createStatement()) {
      add(
          lacks,
          relations(statement, UNREADABLE, schemas),
          "the login may not read ",
          "a dump reads every table and sequence",
          "grant it SELECT there, or dump schemas without them");
      add(
          lacks,
          relations(statement, HIDDEN, schemas),
          "row level security hides rows from the login in ",
          "a dump without them would be no backup",
          "give the login BYPASSRLS, let it own them, or dump schemas without them");
      add(
          lacks,
          relations(statement, ORPHANED, schemas),
          "a role that is gone owns ",
          "no restore can give them back to it",
          "give them an owner that is there");
      if (!schemas.isEmpty()) {
        scoped(statement, schemas, lacks);
      }
    }
    return List.copyOf(lacks);
  }

  private static void scoped(Statement statement, List<String> schemas, List<Lack> lacks)
      throws SQLException {
    String names = schemas.stream().map(Quoted::literal).collect(Collectors.joining(", "));
    add(
        lacks,
        list(statement, ABSENT.replace("{schemas}", names)),
        "there is no schema ",
        "it is to be dumped alone",
        "name schemas that are there");
    statement.execute("SET search_path = pg_catalog");
    try {
      add(
          lacks,
          list(statement, OUTSIDE.replace("{schemas}", names)),
          "",
          "a dump of single schemas that needs another one does not restore by itself",
          "add that schema under schemas, or dump the whole database");
    } finally {
      statement.execute("RESET search_path");
    }
  }

  private static List<String> relations(Statement statement, String which, List<String> schemas)
      throws SQLException {
    String within =
        schemas.isEmpty()
            ? ""
            : schemas.stream()
                .map(Quoted::literal)
                .collect(Collectors.joining(", ", "AND n.nspname IN (", ")"));
    return list(statement, RELATIONS.replace("{within}", within).replace("{which}", which));
  }

  private static List<String> list(Statement statement, String sql) throws SQLException {
    List<String> all = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.add(rows.getString(1));
      }
    }
    return all;
  }

  private static void add(
      List<Lack> lacks, List<String> found, String what, String why, String todo) {
    if (!found.isEmpty()) {
      String more = found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : "";
      String shown = found.stream().limit(SHOWN).collect(Collectors.joining(", "));
      lacks.add(new Lack(what + shown + more, why, todo));
    }
  }
}
