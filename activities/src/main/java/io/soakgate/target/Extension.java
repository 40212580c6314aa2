package io.soakgate.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Where an extension's objects are: they may be in any schema, and no search path says which. */
public final class Extension {
  private static final String WHERE =
      "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
          + " WHERE e.extname = ?";

  private Extension() {}

  /** The schema it is installed in, quoted; nothing where the database does not have it. */
  public static Optional<String> schema(Connection session, String name) throws SQLException {
    try (PreparedStatement query = session.prepareStatement(WHERE)) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(Quoted.identifier(row.getString(1))) : Optional.empty();
      }
    }
  }
}
