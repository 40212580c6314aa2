package io.soakgate.target;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Soakgate's own database: stored scripts by digest and the audit.
 *
 * @param url its JDBC address, without secrets
 * @param user its login, which owns the tables
 * @param password a reference, never a value
 * @param audit the login that appends to the audit, or null: then {@link StoreRole#NAME}, which
 *     {@code user} changes into
 */
public record Store(String url, String user, Secret password, Login audit) {

  /** A store whose own login appends to the audit, as {@link StoreRole#NAME}. */
  public Store(String url, String user, Secret password) {
    this(url, user, password, null);
  }

  /**
   * A second login of the store.
   *
   * @param password a reference, never a value
   */
  public record Login(String user, Secret password) {}

  /** Opens a session of the owner; autocommit is on. */
  public Connection connect() throws SQLException {
    return connect(user, password, new Properties());
  }

  /** Opens a session of the owner that sends many statements as one string; autocommit is on. */
  public Connection connectForScripts() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    return connect(user, password, properties);
  }

  /**
   * Opens a session for one transaction on the audit, in which nothing but reading and appending is
   * allowed; autocommit is off.
   */
  public Connection connectToAudit() throws SQLException {
    Connection connection =
        audit == null ? connect() : connect(audit.user(), audit.password(), new Properties());
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      if (audit == null) {
        // LOCAL, because a pooler hands the session on after the transaction.
        statement.execute("SET LOCAL ROLE " + StoreRole.NAME);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Connection connect(String login, Secret secret, Properties properties)
      throws SQLException {
    properties.setProperty("user", login);
    properties.setProperty("password", secret.reveal());
    properties.setProperty("ApplicationName", "soakgate/store");
    properties.setProperty("connectTimeout", "10");
    // A server that vanished without a word must not hold an activity until TCP gives up.
    properties.setProperty("socketTimeout", "25");
    return DriverManager.getConnection(url, properties);
  }
}
