package io.soakgate.fingerprint;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens sessions on one and the same database; autocommit is on, and whoever asks closes them. */
@FunctionalInterface
public interface Sessions {

  /** Opens one more. */
  Connection open() throws SQLException;
}
