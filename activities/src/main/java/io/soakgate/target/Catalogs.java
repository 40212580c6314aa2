package io.soakgate.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Catalogs and fingerprints that were seen, by digest, in Soakgate's own database: a history holds
 * digests only, and environments may be served by different workers.
 */
public final class Catalogs {
  private final Store store;
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  public Catalogs(Store store) {
    this.store = store;
  }

  /** Keeps the lines of a catalog; keeping the same ones again changes nothing. */
  public void keep(String digest, List<String> lines) throws SQLException {
    if (kept.contains(digest)) {
      return;
    }
    try (Connection connection = store.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO catalog (digest, lines) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, digest);
      insert.setArray(2, connection.createArrayOf("text", lines.toArray()));
      insert.executeUpdate();
    }
    kept.add(digest);
  }

  /** The lines of the one digest that begins so, or null when nobody kept them. */
  public List<String> beginning(String digits) throws SQLException {
    return one("SELECT lines FROM catalog WHERE starts_with(digest, ?)", digits);
  }

  /** The lines of that digest, or null when nobody kept them. */
  public List<String> lines(String digest) throws SQLException {
    return one("SELECT lines FROM catalog WHERE digest = ?", digest);
  }

  private List<String> one(String query, String wanted) throws SQLException {
    try (Connection connection = store.connect();
        PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, wanted);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? List.of((String[]) row.getArray(1).getArray()) : null;
      }
    }
  }
}
