package io.soakgate.target;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Soakgate's own database: stored scripts by digest and the audit.
 *
 * @param url its JDBC address, without secrets
 * @param user its login
 * @param password a reference, never a value
 */
public record Store(String url, String user, Secret password) {

  /** Opens a session; autocommit is on. */
  public Connection connect() throws SQLException {
    return open(new Properties());
  }

  /** Opens a session that sends many statements as one string; autocommit is on. */
  public Connection connectForScripts() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    return open(properties);
  }

  private Connection open(Properties properties) throws SQLException {
    properties.setProperty("user", user);
    properties.setProperty("password", password.reveal());
    properties.setProperty("ApplicationName", "soakgate/store");
    properties.setProperty("connectTimeout", "10");
    return DriverManager.getConnection(url, properties);
  }
}
