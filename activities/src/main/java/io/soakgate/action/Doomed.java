package io.soakgate.action;

import io.soakgate.target.Notes.Created;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects this deployment created, as the catalog shows them now.
 *
 * @param number its place in the ledger, from 1
 * @param created as it was created
 * @param there whether the very object is still there
 * @param drop the statement that drops it, and never anything else; null when it is gone
 * @param concurrently whether it is dropped outside a transaction
 */
record Doomed(int number, Created created, boolean there, String drop, boolean concurrently) {
  private static final String NOW =
      """
      SELECT i.identity, c.relkind, coalesce(
        (SELECT CASE WHEN k.contypid <> 0
             THEN format('ALTER DOMAIN %s DROP CONSTRAINT %I', k.contypid::regtype, k.conname)
             ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) END
         FROM pg_constraint k WHERE k.oid = o.object AND o.class = 'pg_constraint'::regclass),
        (SELECT format('ALTER %s %s DROP COLUMN %I', CASE c.relkind WHEN 'f' THEN 'FOREIGN TABLE'
             ELSE 'TABLE' END, a.attrelid::regclass, a.attname)
         FROM pg_attribute a
         WHERE o.sub > 0 AND a.attrelid = c.oid AND a.attnum = o.sub AND NOT a.attisdropped))
      FROM (SELECT ?::oid, ?::oid, ?::int) o(class, object, sub)
      CROSS JOIN LATERAL pg_identify_object(o.class, o.object, o.sub) i
      LEFT JOIN pg_class c ON c.oid = o.object AND o.class = 'pg_class'::regclass
      WHERE o.sub = 0 OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = o.object
                                 AND a.attnum = o.sub AND NOT a.attisdropped)
      """;

  // Where the words for an object are others than those of its DROP.
  private static final Map<String, String> WORDS =
      Map.of(
          "STATISTICS OBJECT", "STATISTICS",
          "FOREIGN-DATA WRAPPER", "FOREIGN DATA WRAPPER");

  /**
   * Looks at what was created.
   *
   * @param strangers gets, in words, everything of a created object's name that is another object
   */
  static List<Doomed> of(List<Created> created, Connection connection, List<String> strangers)
      throws SQLException {
    List<Doomed> doomed = new ArrayList<>();
    Map<Long, List<Created>> gone = new TreeMap<>();
    for (Created object : created) {
      Doomed one = look(doomed.size() + 1, object, connection, strangers);
      doomed.add(one);
      // Another column of the name would have another number: it is no namesake to be found below.
      if (!one.there() && object.sub() == 0) {
        gone.computeIfAbsent(object.classId(), id -> new ArrayList<>()).add(object);
      }
    }
    for (Map.Entry<Long, List<Created>> entry : gone.entrySet()) {
      namesakes(entry.getKey(), entry.getValue(), created, connection, strangers);
    }
    return doomed;
  }

  private static Doomed look(
      int number, Created object, Connection connection, List<String> strangers)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NOW)) {
      select.setLong(1, object.classId());
      select.setLong(2, object.objectId());
      select.setInt(3, object.sub());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next() || row.getString(1) == null) {
          return new Doomed(number, object, false, null, false);
        }
        if (!row.getString(1).equals(object.identity())) {
          strangers.add(words(object) + " is now called " + row.getString(1));
        }
        boolean concurrently = object.sub() == 0 && "i".equals(row.getString(2));
        return new Doomed(
            number, object, true, drop(object, concurrently, row.getString(3)), concurrently);
      }
    }
  }

  private static String drop(Created object, boolean concurrently, String altering) {
    if (altering != null) {
      return altering;
    }
    String type = object.type().toUpperCase(Locale.ROOT);
    String words = WORDS.getOrDefault(type, type) + (concurrently ? " CONCURRENTLY" : "");
    return "DROP " + words + " " + object.identity();
  }

  private static void namesakes(
      long classId,
      List<Created> gone,
      List<Created> created,
      Connection connection,
      List<String> strangers)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT i.identity, c.oid FROM "
                + catalog(classId, connection)
                + " c, LATERAL pg_identify_object(?::oid, c.oid, 0) i WHERE i.identity = ANY (?)")) {
      select.setLong(1, classId);
      select.setArray(
          2, connection.createArrayOf("text", gone.stream().map(Created::identity).toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String identity = row.getString(1);
          long now = row.getLong(2);
          // What was rebuilt by this deployment stands in the ledger with its new oid too.
          if (created.stream().noneMatch(c -> c.objectId() == now)) {
            gone.stream()
                .filter(c -> c.identity().equals(identity))
                .forEach(c -> strangers.add(words(c) + " is another object now, oid " + now));
          }
        }
      }
    }
  }

  private static String catalog(long classId, Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT ?::oid::regclass::text")) {
      select.setLong(1, classId);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** The object in words. */
  static String words(Created object) {
    return object.type() + " " + object.identity() + " (oid " + object.objectId() + ")";
  }
}
