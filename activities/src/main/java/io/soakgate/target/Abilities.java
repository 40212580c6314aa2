package io.soakgate.target;

import java.time.Duration;
import java.util.List;

/**
 * What one login may do on one target, as PostgreSQL itself says (decision 5). Nothing here is a
 * guess from a provider's name, and nothing is a secret.
 *
 * @param roles every other role, without PostgreSQL's own
 * @param schemas the application's schemas
 * @param othersRelations the relations there that belong to somebody else and cannot be altered
 * @param extensions every extension that is installed or could be
 * @param lastingSessions the sessions in this database that it may not end
 */
public record Abilities(
    Server server,
    Login login,
    Database database,
    Pooler pooler,
    List<Role> roles,
    List<Schema> schemas,
    List<Relation> othersRelations,
    List<Extension> extensions,
    List<Session> lastingSessions) {

  /**
   * The server.
   *
   * @param version such as {@code 15.18}
   * @param identity tells the database from every other one while its server runs (B-11)
   * @param tls the protocol of the session that reaches PostgreSQL, or null
   * @param replica whether it is in recovery
   * @param connections how many sessions there are
   * @param mostConnections how many there may be
   * @param skew its clock against the worker's, positive when it is ahead
   */
  public record Server(
      String version,
      int major,
      String identity,
      String tls,
      boolean replica,
      int connections,
      int mostConnections,
      Duration skew) {}

  /** The login and its attributes. */
  public record Login(
      String user,
      boolean superuser,
      boolean createDatabases,
      boolean createRoles,
      boolean bypassRls,
      boolean replication,
      boolean endSessions,
      boolean monitor) {}

  /**
   * The database.
   *
   * @param size bytes
   * @param owned whether the login has the rights of its owner
   * @param create whether it may create schemas there
   * @param readOnly whether {@code default_transaction_read_only} is on
   * @param ledgerOwner who owns the schema {@code soakgate}, or null when there is none
   * @param mayKeepLedger whether the ledger can be written, or made
   * @param searchPath the schemas that a name without one is looked for in
   */
  public record Database(
      String name,
      String owner,
      long size,
      boolean owned,
      boolean create,
      boolean readOnly,
      String ledgerOwner,
      boolean mayKeepLedger,
      List<String> searchPath) {}

  /**
   * A role.
   *
   * @param mayBecome whether the login may become it
   * @param bypassesRls whether row level security does not hold for it
   */
  public record Role(String name, boolean mayBecome, boolean bypassesRls) {}

  /**
   * A schema.
   *
   * @param owned whether the login has the rights of its owner
   * @param create whether it may create something in it
   * @param tables how many tables there are
   * @param others how many of them belong to somebody else
   */
  public record Schema(
      String name, String owner, boolean owned, boolean create, int tables, int others) {}

  /** A table, view, index or sequence. */
  public record Relation(String schema, String name, String owner) {}

  /**
   * An extension.
   *
   * @param installed the version in this database, or null
   * @param creatable whether this login may create it
   */
  public record Extension(String name, String installed, boolean creatable) {}

  /**
   * A session that this login may not end.
   *
   * @param age since when it is there; null when the login may not see that
   */
  public record Session(int pid, String user, String application, Duration age) {

    /** The session in words. */
    public String words() {
      return "pid %d of %s (%s), %s"
          .formatted(
              pid,
              user,
              application.isEmpty() ? "no application_name" : application,
              age == null ? "age not shown to this login" : "there for " + age.toSeconds() + " s");
    }
  }

  /** Whether it may rename the database: its owner with CREATEDB, or a superuser. */
  public boolean renames() {
    return login.superuser() || login.createDatabases() && database.owned();
  }

  /** The attribute CREATEDB, or what makes it superfluous. */
  public boolean createsDatabases() {
    return login.superuser() || login.createDatabases();
  }
}
