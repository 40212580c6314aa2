package io.soakgate.target;

import io.soakgate.verdict.Policy;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A named database in the worker's configuration.
 *
 * @param name what plans call it
 * @param host its host
 * @param port its port
 * @param database its database
 * @param user the login that deploys
 * @param password a reference, never a value
 * @param disposable whether it is throw-away: pace and unverified approvals are allowed
 * @param policy what is asked of every plan that comes here (decision 7)
 * @param endpoints the HTTP endpoints that probes may call
 * @param limits what its conditions are held against
 * @param secrets what plans may refer to as {@code secret:NAME}
 * @param commands what plans may have run on the worker for it
 * @param away whether its database lies on another server than the target's own, where the roles
 *     that own things may be missing: owners and tablespaces are left out of what is restored there
 */
public record Target(
    String name,
    String host,
    int port,
    String database,
    String user,
    Secret password,
    boolean disposable,
    Policy policy,
    List<Endpoint> endpoints,
    Limits limits,
    List<NamedSecret> secrets,
    List<Command> commands,
    boolean away) {
  /** What exempts a session from read-only mode. */
  static final String EXEMPT = "SET default_transaction_read_only = off";

  // For how long a server may be silent while a session begins. Without it, one that is frozen or a
  // firewall that went dark would hold whoever asks for hours: a watch would see and say nothing.
  private static final String GREETING_SECONDS = "15";
  private static final String PATIENCE = "socketTimeout";
  private static final int FOR_EVER = 0;

  private static final int CHECKS_ITS_CLIENT = 14;
  private static final String CHECKS = "SET client_connection_check_interval = '500ms'";

  /** One at home. */
  public Target(
      String name,
      String host,
      int port,
      String database,
      String user,
      Secret password,
      boolean disposable,
      Policy policy,
      List<Endpoint> endpoints,
      Limits limits,
      List<NamedSecret> secrets,
      List<Command> commands) {
    this(
        name,
        host,
        port,
        database,
        user,
        password,
        disposable,
        policy,
        endpoints,
        limits,
        secrets,
        commands,
        false);
  }

  /** One that names neither secrets nor commands. */
  public Target(
      String name,
      String host,
      int port,
      String database,
      String user,
      Secret password,
      boolean disposable,
      Policy policy,
      List<Endpoint> endpoints,
      Limits limits) {
    this(
        name,
        host,
        port,
        database,
        user,
        password,
        disposable,
        policy,
        endpoints,
        limits,
        List.of(),
        List.of());
  }

  /** One with the policy of a target of its sort, but for these two rules, and the usual limits. */
  public Target(
      String name,
      String host,
      int port,
      String database,
      String user,
      Secret password,
      boolean disposable,
      boolean unverifiedApprovals,
      boolean starterMayApprove,
      List<Endpoint> endpoints) {
    this(
        name,
        host,
        port,
        database,
        user,
        password,
        disposable,
        Policy.of(!unverifiedApprovals, !starterMayApprove),
        endpoints,
        Limits.USUAL);
  }

  /** An HTTP endpoint of the target's system that plans may name. */
  public record Endpoint(String name, URI url) {}

  /** A secret of the target's system that plans may refer to by name. */
  public record NamedSecret(String name, Secret secret) {}

  /** The same, with these secrets and commands. */
  public Target with(List<NamedSecret> secrets, List<Command> commands) {
    return as(database, secrets, commands);
  }

  /** The same with another database of its server. */
  public Target at(String database) {
    return as(database, secrets, commands);
  }

  private Target as(String database, List<NamedSecret> secrets, List<Command> commands) {
    return new Target(
        name,
        host,
        port,
        database,
        user,
        password,
        disposable,
        policy,
        endpoints,
        limits,
        secrets,
        commands,
        away);
  }

  /** The same on another server, as the login there; its secrets and commands come along. */
  public Target awayAt(Target server) {
    return new Target(
        name,
        server.host,
        server.port,
        database,
        server.user,
        server.password,
        disposable,
        policy,
        endpoints,
        limits,
        secrets,
        commands,
        true);
  }

  /**
   * Opens a session on the target's database; autocommit is on.
   *
   * @param application the session's {@code application_name}, by which a successor finds it
   * @throws SQLException when the target cannot be reached, refuses the login, or is silent for 15
   *     s while the session begins
   */
  public Connection connect(String application) throws SQLException {
    return connectTo(database, application);
  }

  /** Opens a session on another database of the same server. */
  public Connection connectTo(String database, String application) throws SQLException {
    return open(database, application, new Properties());
  }

  /**
   * Opens a session as the application's are: read-only mode holds for it, as it does for no other
   * session of ours.
   */
  public Connection connectAsOthers(String application) throws SQLException {
    return patient(session(database, application, new Properties()));
  }

  /**
   * Opens a session that sends many statements at once, as one string: twice as fast as one by one.
   */
  public Connection connectForScripts(String application) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    return open(database, application, properties);
  }

  /**
   * Opens a session that waits no longer than that for any answer and keeps no statement prepared:
   * to look at what is there with, not to work with.
   */
  Connection connectWithin(String application, Duration patience) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty(PATIENCE, String.valueOf(patience.toSeconds()));
    Connection connection = open(database, application, properties);
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
    return connection;
  }

  private Connection open(String database, String application, Properties properties)
      throws SQLException {
    Connection connection = session(database, application, properties);
    try {
      attended(connection);
      return patient(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Connection session(String database, String application, Properties properties)
      throws SQLException {
    properties.setProperty("user", user);
    properties.setProperty("password", password.reveal());
    properties.setProperty("ApplicationName", application);
    properties.setProperty("connectTimeout", "10");
    properties.putIfAbsent(PATIENCE, GREETING_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(url(database), properties);
  }

  // A killed worker must not leave a backend that works on (reliability finding 3), and read-only
  // mode is for others (decision 15). Not said at the start of the session: there, poolers refuse
  // what they do not know.
  private static void attended(Connection connection) throws SQLException {
    boolean checks = connection.getMetaData().getDatabaseMajorVersion() >= CHECKS_ITS_CLIENT;
    try (Statement statement = connection.createStatement()) {
      statement.execute(checks ? EXEMPT + "; " + CHECKS : EXEMPT);
    }
  }

  // Work may take hours; whoever only looks sets a time of their own.
  private static Connection patient(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, FOR_EVER);
    return connection;
  }

  /** The JDBC address of a database on this target's server; holds no secret. */
  public String url(String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** The endpoint of that name, or null. */
  public URI endpoint(String name) {
    return endpoints.stream()
        .filter(e -> e.name().equals(name))
        .map(Endpoint::url)
        .findFirst()
        .orElse(null);
  }

  /**
   * What a reference of a plan means here.
   *
   * @throws IllegalStateException when the target names no such secret
   */
  public Secret secret(String reference) {
    if (!reference.startsWith("secret:")) {
      return new Secret(reference);
    }
    String wanted = reference.substring("secret:".length());
    return secrets.stream()
        .filter(s -> s.name().equals(wanted))
        .map(NamedSecret::secret)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "target %s names no secret %s; name it under its secrets in the worker's"
                            .formatted(name, wanted)
                        + " configuration"));
  }

  /** The command of that name, if it is allowed here. */
  public Optional<Command> command(String name) {
    return commands.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
