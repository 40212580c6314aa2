package io.soakgate.action;

import io.soakgate.target.Notes.Created;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a transaction created: the catalog after it without the catalog before it. What goes along
 * with another new object (a new table's indexes, an identity column's sequence) is left out.
 */
final class Creations {
  static final String OBJECTS =
      "WITH spaces AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_'"
          + " AND nspname NOT IN ('information_schema', 'soakgate')),"
          + " relations AS (SELECT oid, relkind FROM pg_class WHERE relnamespace IN (TABLE spaces)"
          + " AND relpersistence <> 't')"
          + " SELECT 'pg_namespace'::regclass::oid, oid FROM spaces"
          + " UNION ALL SELECT 'pg_class'::regclass::oid, oid FROM relations"
          + " WHERE relkind IN ('r', 'p', 'v', 'm', 'i', 'I', 'S', 'f')"
          + " UNION ALL SELECT 'pg_proc'::regclass::oid, oid FROM pg_proc"
          + " WHERE pronamespace IN (TABLE spaces)"
          + " UNION ALL SELECT 'pg_type'::regclass::oid, oid FROM pg_type"
          + " WHERE typnamespace IN (TABLE spaces) AND typtype IN ('e', 'd', 'r', 'c')"
          + " UNION ALL SELECT 'pg_constraint'::regclass::oid, oid FROM pg_constraint"
          + " WHERE conrelid IN (SELECT oid FROM relations)"
          + " UNION ALL SELECT 'pg_policy'::regclass::oid, oid FROM pg_policy"
          + " WHERE polrelid IN (SELECT oid FROM relations)"
          + " UNION ALL SELECT 'pg_trigger'::regclass::oid, oid FROM pg_trigger"
          + " WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM relations)";

  static final String IDENTIFIED =
      "WITH fresh AS (SELECT class, object FROM unnest(?::oid[], ?::oid[]) f(class, object))"
          + " SELECT f.class, f.object, i.type, i.identity FROM fresh f,"
          + " LATERAL pg_identify_object(f.class, f.object, 0) i"
          + " WHERE NOT EXISTS (SELECT FROM pg_depend d JOIN fresh o"
          + " ON o.class = d.refclassid AND o.object = d.refobjid"
          + " WHERE d.classid = f.class AND d.objid = f.object"
          + " AND d.deptype IN ('i', 'a', 'P', 'S')) ORDER BY f.object";

  private Creations() {}

  /** An object of the catalog. */
  record Id(long classId, long objectId) {}

  /** Every object that {@code drop-created} knows how to drop. */
  static Set<Id> look(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OBJECTS);
        ResultSet row = select.executeQuery()) {
      Set<Id> ids = new HashSet<>();
      while (row.next()) {
        ids.add(new Id(row.getLong(1), row.getLong(2)));
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
      List<Created> created = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          created.add(
              new Created(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)));
        }
      }
      return created;
    }
  }
}
