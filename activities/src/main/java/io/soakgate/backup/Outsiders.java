package io.soakgate.backup;

import io.soakgate.deployment.ActActivity.Foreseen;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands between some schemas and the rest of their database. Views, foreign keys, policies,
 * triggers and defaults elsewhere point to the very objects, not to their names: they would go on
 * pointing to the former ones, or fall with a {@code CASCADE}. Reads only.
 */
record Outsiders(Connection session, List<String> schemas) {
  // What lies in the schemas, and what belongs to that: indexes, constraints, rules, triggers.
  private static final String INSIDE =
      """
      WITH RECURSIVE inside(class, object) AS (
        SELECT 'pg_catalog.pg_namespace'::regclass::oid, oid FROM pg_catalog.pg_namespace
        WHERE nspname = ANY (?)
        UNION
        SELECT d.classid, d.objid FROM pg_catalog.pg_depend d
        JOIN inside i ON i.class = d.refclassid AND i.object = d.refobjid
        WHERE d.deptype IN ('a', 'i', 'P', 'S')
          OR d.refclassid = 'pg_catalog.pg_namespace'::regclass)
      """;

  private static final String ABSENT =
      """
      SELECT format('schema %s is not there', s) FROM unnest(?::text[]) s
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = s)
      """;

  private static final String RIGHTS =
      """
      SELECT format('schema %s belongs to %s, whose rights %s lacks', nspname,
        pg_catalog.pg_get_userbyid(nspowner), current_user)
      FROM pg_catalog.pg_namespace
      WHERE nspname = ANY (?) AND NOT pg_catalog.pg_has_role(nspowner, 'USAGE')
      UNION ALL
      SELECT format('%s may not create schemas in %s', current_user, pg_catalog.current_database())
      WHERE NOT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
      UNION ALL
      SELECT format('%s belongs to %s, whose rights %s lacks', c.oid::regclass,
        pg_catalog.pg_get_userbyid(c.relowner), current_user)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND NOT pg_catalog.pg_has_role(c.relowner, 'USAGE')
      """;

  private static final String POINTING =
      INSIDE
          + """
          SELECT DISTINCT format('%s depends on %s',
            pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid),
            pg_catalog.pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid))
          FROM pg_catalog.pg_depend d
          JOIN inside i ON i.class = d.refclassid AND i.object = d.refobjid
          WHERE NOT EXISTS (SELECT FROM inside o WHERE o.class = d.classid AND o.object = d.objid)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = d.classid
                            AND e.objid = d.objid AND e.deptype = 'e')
          ORDER BY 1
          """;

  // An extension in the schema, a table of it that is published, and a partition or sequence of it
  // elsewhere are of both worlds.
  private static final String BETWEEN =
      INSIDE
          + """
          SELECT CASE i.class
            WHEN 'pg_catalog.pg_extension'::regclass THEN format('%s lies in it: move it with ALTER '
              'EXTENSION … SET SCHEMA', pg_catalog.pg_describe_object(i.class, i.object, 0))
            ELSE pg_catalog.pg_describe_object(i.class, i.object, 0) END
          FROM inside i LEFT JOIN pg_catalog.pg_class c
            ON c.oid = i.object AND i.class = 'pg_catalog.pg_class'::regclass
          LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE i.class IN (SELECT k.oid FROM pg_catalog.pg_class k
                            WHERE k.relnamespace = 'pg_catalog'::regnamespace AND k.relname IN (
                              'pg_extension', 'pg_publication_rel', 'pg_publication_namespace'))
            OR n.nspname <> 'pg_toast' AND NOT n.nspname = ANY (?)
          ORDER BY 1
          """;

  private static final String KEYS =
      INSIDE
          + """
          SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname),
            format('foreign key %s of the former %s is dropped: it would hold rows of %s fast',
              k.conname, k.conrelid::regclass, k.confrelid::regclass)
          FROM pg_catalog.pg_constraint k
          JOIN inside i ON i.class = 'pg_catalog.pg_class'::regclass AND i.object = k.conrelid
          WHERE k.contype = 'f' AND k.conparentid = 0 AND NOT EXISTS (
            SELECT FROM inside o
            WHERE o.class = 'pg_catalog.pg_class'::regclass AND o.object = k.confrelid)
          ORDER BY 2
          """;

  private static final String TABLES =
      """
      SELECT c.oid::regclass FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      ORDER BY c.oid
      """;

  /** What makes it impossible to put these schemas back, and what it would break. */
  Foreseen look() throws SQLException {
    List<String> impossible = new ArrayList<>(texts(ABSENT, 1));
    impossible.addAll(texts(RIGHTS, 1));
    texts(POINTING, 1).forEach(line -> impossible.add(line + ", from outside of the schemas"));
    impossible.addAll(texts(BETWEEN, 1));
    return new Foreseen(List.copyOf(impossible), texts(KEYS, 2));
  }

  /** The tables in them, qualified and quoted, without partitions. */
  List<String> tables() throws SQLException {
    return texts(TABLES, 1);
  }

  /** Statements that drop the foreign keys which lead out of them. */
  List<String> keysLeadingOut() throws SQLException {
    return texts(KEYS, 1);
  }

  private List<String> texts(String sql, int column) throws SQLException {
    List<String> all = new ArrayList<>();
    Array names = session.createArrayOf("text", schemas.toArray());
    try (PreparedStatement query = session.prepareStatement(sql)) {
      // Counted here: a session that sends many statements as one string cannot be asked.
      for (int i = 1; i <= sql.chars().filter(c -> c == '?').count(); i++) {
        query.setArray(i, names);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.add(rows.getString(column));
        }
      }
    }
    return List.copyOf(all);
  }
}
