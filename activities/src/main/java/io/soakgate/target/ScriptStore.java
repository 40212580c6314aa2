package io.soakgate.target;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/** The bytes of every admitted script, by digest, in Soakgate's own database (decision 3). */
public record ScriptStore(Store store) {

  /** SHA-256 of a script's bytes, hex: what it is kept and approved by. */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Keeps a script; keeping the same bytes again changes nothing.
   *
   * @param path its path in the plan's folder, for people
   * @param digest SHA-256 of the bytes, hex
   */
  public void keep(String path, String digest, byte[] bytes) throws SQLException {
    try (Connection connection = store.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO script (digest, path, bytes) VALUES (?, ?, ?)"
                    + " ON CONFLICT (digest) DO NOTHING")) {
      insert.setString(1, digest);
      insert.setString(2, path);
      insert.setBytes(3, bytes);
      insert.executeUpdate();
    }
  }

  /** The bytes of that digest, or null when no admission kept them. */
  public byte[] stored(String digest) throws SQLException {
    try (Connection connection = store.connect();
        PreparedStatement select =
            connection.prepareStatement("SELECT bytes FROM script WHERE digest = ?")) {
      select.setString(1, digest);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getBytes(1) : null;
      }
    }
  }
}
