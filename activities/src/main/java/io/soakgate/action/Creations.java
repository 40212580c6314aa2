package io.soakgate.action;

import io.soakgate.target.Notes.Created;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a transaction created: the catalog after it without the catalog before it. What goes along
 * with another new object (a new table's indexes, an identity column's sequence) is left out.
 */
final class Creations {
  static final String OBJECTS =
      """
      WITH spaces AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_'
          AND nspname NOT IN ('information_schema', 'soakgate')),
        relations AS (SELECT oid, relkind FROM pg_class WHERE relnamespace IN (TABLE spaces)
          AND relpersistence <> 't')
      SELECT 'pg_namespace'::regclass::oid, oid, 0 FROM spaces
      UNION ALL SELECT 'pg_class'::regclass::oid, oid, 0 FROM relations
        WHERE relkind IN ('r', 'p', 'v', 'm', 'i', 'I', 'S', 'f')
      UNION ALL SELECT 'pg_class'::regclass::oid, attrelid, attnum FROM pg_attribute
        WHERE attnum > 0 AND NOT attisdropped AND attinhcount = 0
          AND attrelid IN (SELECT oid FROM relations WHERE relkind IN ('r', 'p', 'f'))
      UNION ALL SELECT 'pg_proc'::regclass::oid, oid, 0 FROM pg_proc
        WHERE pronamespace IN (TABLE spaces)
      UNION ALL SELECT 'pg_type'::regclass::oid, oid, 0 FROM pg_type
        WHERE typnamespace IN (TABLE spaces) AND typtype IN ('e', 'd', 'r', 'c')
      UNION ALL SELECT 'pg_constraint'::regclass::oid, oid, 0 FROM pg_constraint
        WHERE coninhcount = 0 AND (conrelid IN (SELECT oid FROM relations)
          OR contypid IN (SELECT oid FROM pg_type WHERE typnamespace IN (TABLE spaces)))
      UNION ALL SELECT 'pg_policy'::regclass::oid, oid, 0 FROM pg_policy
        WHERE polrelid IN (SELECT oid FROM relations)
      UNION ALL SELECT 'pg_trigger'::regclass::oid, oid, 0 FROM pg_trigger
        WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM relations)
      UNION ALL SELECT 'pg_rewrite'::regclass::oid, oid, 0 FROM pg_rewrite
        WHERE rulename <> '_RETURN' AND ev_class IN (SELECT oid FROM relations)
      UNION ALL SELECT 'pg_statistic_ext'::regclass::oid, oid, 0 FROM pg_statistic_ext
        WHERE stxnamespace IN (TABLE spaces)
      UNION ALL SELECT 'pg_operator'::regclass::oid, oid, 0 FROM pg_operator
        WHERE oprnamespace IN (TABLE spaces)
      UNION ALL SELECT 'pg_opclass'::regclass::oid, oid, 0 FROM pg_opclass
        WHERE opcnamespace IN (TABLE spaces)
      UNION ALL SELECT 'pg_opfamily'::regclass::oid, oid, 0 FROM pg_opfamily
        WHERE opfnamespace IN (TABLE spaces)
      UNION ALL SELECT 'pg_collation'::regclass::oid, oid, 0 FROM pg_collation
        WHERE collnamespace IN (TABLE spaces)
      UNION ALL SELECT 'pg_ts_config'::regclass::oid, oid, 0 FROM pg_ts_config
        WHERE cfgnamespace IN (TABLE spaces)
      UNION ALL SELECT 'pg_ts_dict'::regclass::oid, oid, 0 FROM pg_ts_dict
        WHERE dictnamespace IN (TABLE spaces)
      UNION ALL SELECT 'pg_cast'::regclass::oid, oid, 0 FROM pg_cast
      UNION ALL SELECT 'pg_extension'::regclass::oid, oid, 0 FROM pg_extension
      UNION ALL SELECT 'pg_event_trigger'::regclass::oid, oid, 0 FROM pg_event_trigger
      UNION ALL SELECT 'pg_publication'::regclass::oid, oid, 0 FROM pg_publication
      UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass::oid, oid, 0
        FROM pg_foreign_data_wrapper
      UNION ALL SELECT 'pg_foreign_server'::regclass::oid, oid, 0 FROM pg_foreign_server
      """
          .strip();

  // A column goes with its new table; a member with its new extension.
  static final String IDENTIFIED =
      """
      WITH fresh AS (SELECT class, object, sub
          FROM unnest(?::oid[], ?::oid[], ?::int[]) f(class, object, sub))
        SELECT f.class, f.object, f.sub, i.type, i.identity FROM fresh f,
          LATERAL pg_identify_object(f.class, f.object, f.sub) i
        WHERE NOT EXISTS (SELECT FROM fresh t
            WHERE f.sub > 0 AND t.class = f.class AND t.object = f.object AND t.sub = 0)
          AND NOT EXISTS (SELECT FROM pg_depend d JOIN fresh o ON o.class = d.refclassid
              AND o.object = d.refobjid AND (o.sub = 0 OR o.sub = d.refobjsubid)
            WHERE d.classid = f.class AND d.objid = f.object AND f.sub = d.objsubid
              AND d.deptype IN ('i', 'a', 'P', 'S', 'e')) ORDER BY f.object, f.sub
      """
          .strip();

  private Creations() {}

  /**
   * An object of the catalog.
   *
   * @param sub the number of the column when it is one, else 0
   */
  record Id(long classId, long objectId, int sub) {}

  /** Every object that {@code drop-created} knows how to drop. */
  static Set<Id> look(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OBJECTS);
        ResultSet row = select.executeQuery()) {
      Set<Id> ids = new HashSet<>();
      while (row.next()) {
        ids.add(new Id(row.getLong(1), row.getLong(2), row.getInt(3)));
      }
      return ids;
    }
  }

  /** What is there now and was not before, in the order of creation. */
  static List<Created> since(Set<Id> before, Connection connection) throws SQLException {
    List<Id> fresh = look(connection).stream().filter(id -> !before.contains(id)).toList();
    return fresh.isEmpty() ? List.of() : identify(fresh, connection);
  }

  /** These objects with their names. */
  static List<Created> identify(List<Id> ids, Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(IDENTIFIED)) {
      select.setArray(1, connection.createArrayOf("oid", ids.stream().map(Id::classId).toArray()));
      select.setArray(2, connection.createArrayOf("oid", ids.stream().map(Id::objectId).toArray()));
      select.setArray(3, connection.createArrayOf("int4", ids.stream().map(Id::sub).toArray()));
      return Created.read(select);
    }
  }
}
