package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/**
 * A running throw-away PostgreSQL cluster on 127.0.0.1: its own data folder and system identifier,
 * a superuser with a random password, nothing flushed to disk (it survives the death of every
 * process, not of the machine).
 */
public final class PostgresCluster implements AutoCloseable {
  private static final Duration IMMEDIATE = Duration.ofSeconds(10);

  private final Postmaster server;
  private final Login login;
  private final Path passwordFile;
  private final Duration patience;
  private final boolean adopted;

  PostgresCluster(
      Postmaster server, Login login, Path passwordFile, Duration patience, boolean adopted) {
    this.server = server;
    this.login = login;
    this.passwordFile = passwordFile;
    this.patience = patience;
    this.adopted = adopted;
  }

  /**
   * The cluster of a folder: adopted when its server runs, started when it is down, created when it
   * was never there. It keeps its port between starts while that is free.
   *
   * @param folder holds {@code data}, {@code password} (0600), {@code port} and {@code server.log}
   * @throws IOException when it does not get ready, with the end of the server's log
   */
  public static PostgresCluster start(
      PostgresBinaries binaries, Path folder, PostgresOptions options)
      throws IOException, InterruptedException {
    return new ClusterFolder(folder).start(binaries, options);
  }

  /**
   * Stops the server of a folder if one runs, whoever started it. Never another program.
   *
   * @return whether one ran
   */
  public static boolean stop(Path folder) throws IOException, InterruptedException {
    var running = new ClusterFolder(folder).running();
    if (running.isPresent()) {
      end(running.get().process(), IMMEDIATE);
    }
    return running.isPresent();
  }

  /** Whether its server was already running when we came. */
  public boolean adopted() {
    return adopted;
  }

  /** Its server process. */
  public OwnedProcess process() {
    return server.process();
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.port();
  }

  /** The superuser's name. */
  public String user() {
    return login.user();
  }

  /** The superuser's password; never for a log or a message. */
  public String password() {
    return login.password();
  }

  /** The file that holds nothing but that password, readable by its owner only. */
  public Path passwordFile() {
    return passwordFile;
  }

  /** The file the server writes its log to; each line names its session's application. */
  public Path log() {
    return passwordFile.resolveSibling("server.log");
  }

  /** The JDBC address of a database, without user and password. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  /** A session of the superuser. */
  public Connection connect(String database) throws SQLException {
    return connect(database, "extended");
  }

  /** A session of the superuser that takes many statements in one string. */
  public Connection connectForScripts(String database) throws SQLException {
    return connect(database, "simple");
  }

  private Connection connect(String database, String queryMode) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user());
    properties.setProperty("password", password());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("preferQueryMode", queryMode);
    return DriverManager.getConnection(url(database), properties);
  }

  /** Creates an empty database unless there is one of that name. */
  public void createDatabase(String name) throws SQLException {
    try (Connection session = connect("postgres");
        PreparedStatement known =
            session.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      known.setString(1, name);
      if (!known.executeQuery().next()) {
        try (Statement statement = session.createStatement()) {
          statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(name, true));
        }
      }
    }
  }

  /** Stops the server: sessions are ended, and when that does not help it is stopped at once. */
  @Override
  public void close() throws IOException {
    try {
      end(server.process(), patience);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(OwnedProcess process, Duration patience)
      throws IOException, InterruptedException {
    // INT is PostgreSQL's fast stop, QUIT its immediate one ("Shutting Down the Server").
    boolean gone = process.end("INT", patience) || process.end("QUIT", IMMEDIATE);
    if (!gone && !process.end("KILL", IMMEDIATE)) {
      throw new IOException("PostgreSQL process " + process.pid() + " cannot be stopped");
    }
  }
}
