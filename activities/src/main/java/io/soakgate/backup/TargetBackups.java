package io.soakgate.backup;

import io.soakgate.action.Backups;
import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Folders;
import io.soakgate.target.Need;
import io.soakgate.target.Right;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backups of the targets a worker serves: the kinds {@code dump} and {@code clone}, and {@code
 * attested}, which a provider takes and people vouch for.
 */
public final class TargetBackups implements Backups {
  private static final Logger LOG = LoggerFactory.getLogger(TargetBackups.class);

  /** The kinds, in alphabetical order. */
  public static final List<String> KINDS = List.of(BackupName.ATTESTED, "clone", "dump");

  /** What a backup measures. */
  public static final List<Gauge> GAUGES =
      List.of(
          Gauge.figure("size", Unit.BYTES),
          Gauge.figure("tables", Unit.NONE),
          Gauge.figure("rows", Unit.NONE),
          Gauge.figure("took", Unit.MILLIS),
          Gauge.figure("restore-took", Unit.MILLIS),
          Gauge.word("verified"));

  private final Targets targets;
  private final Path backups;
  private final Optional<ClientTools> tools;
  private final Optional<Contents> contents;

  /** One that leaves nothing to compare with later. */
  public TargetBackups(Targets targets, Folders folders, Optional<ClientTools> tools) {
    this(targets, folders, tools, Optional.empty());
  }

  /**
   * @param tools the client tools of this worker; empty when there are none
   * @param contents where it is kept what backups hold, for whoever counts what a restore would
   *     lose
   */
  public TargetBackups(
      Targets targets, Folders folders, Optional<ClientTools> tools, Optional<Contents> contents) {
    this.contents = contents;
    this.targets = targets;
    this.backups = folders.backups().toAbsolutePath().normalize();
    this.tools = tools;
  }

  /** Checks what stands under a kind key, adding problems to the node. */
  public static void check(String kind, Node with) {
    BackupName.check(kind, with);
  }

  /** What a kind measures: nothing where only people saw it. */
  public static List<Gauge> gauges(String kind) {
    return kind.equals(BackupName.ATTESTED) ? List.of() : GAUGES;
  }

  /** What a kind needs of a target's login and of this worker. */
  public static List<Need> needs(String kind) {
    if (kind.equals(BackupName.ATTESTED)) {
      return List.of();
    }
    Need trial =
        new Need(
            Right.CREATE_DATABASES,
            "a backup counts only when it was restored into a scratch database",
            "ALTER ROLE {user} CREATEDB");
    Need prove =
        new Need(
            Right.PROVE_BACKUPS,
            "a backup counts only when it was restored into a scratch database",
            "ALTER ROLE {user} CREATEDB, or name a server of version {version} and a login with"
                + " CREATEDB there under scratch");
    return kind.equals("clone")
        ? List.of(
            trial,
            new Need(
                Right.COPY_DATABASE,
                "PostgreSQL lets only its owner clone it",
                "make {user} its owner, or ask for a dump in the plan"),
            new Need(
                Right.EMPTY_DATABASE,
                "PostgreSQL copies a database only while nobody is in it",
                "name PostgreSQL's own address, or ask for a dump in the plan"))
        : List.of(
            prove,
            new Need(
                Right.PROVE_EXTENSIONS,
                "what is restored there to be proven needs them",
                "install them there, or name another server under scratch"),
            new Need(
                Right.DUMP,
                "pg_dump cannot dump a server that is newer than itself",
                "install the client tools of version {version}, or ask for a clone"),
            new Need(
                Right.ROOM,
                "1.2 times that is asked for",
                "free some space, or configure another folder for backups"));
  }

  /**
   * Takes a backup and proves it. A count that differs is an answer ({@code verified} is false),
   * never a failure.
   *
   * @throws io.temporal.failure.ApplicationFailure of the type {@code refused} when trying again
   *     cannot help: no client tools for a real target, no room
   */
  @Override
  public BackupResult take(BackupRequest request, Pulse pulse) throws Exception {
    Order order = order(request);
    began(request.scope(), order.target());
    boolean clone = request.spec().kind().equals("clone");
    Optional<String> lacking = clone ? Optional.empty() : lacking(order.target());
    if (lacking.isPresent() && !order.target().disposable()) {
      throw Refusal.of(
          lacking.get()
              + "; install client tools of at least the server's version, or ask for a clone in the plan");
    }
    Taken taken =
        clone || lacking.isPresent()
            ? Clone.take(order, pulse)
            : new Dump(backups, tools.orElseThrow()).take(order, pulse);
    held(request.scope(), taken.counts());
    return taken.result(order, lacking.map(why -> why + ", so it was cloned; ").orElse(""));
  }

  // A backup counts without it; only what a restore would lose cannot be told then.
  private void began(Scope scope, Target target) {
    if (contents.isEmpty()) {
      return;
    }
    try (Connection session = target.connect("soakgate/backup")) {
      contents.get().began(scope.deployment(), scope.environment(), Writes.now(session));
    } catch (SQLException e) {
      LOG.warn("what was written before a backup cannot be kept: {}", e.getMessage());
    }
  }

  private void held(Scope scope, RowCounts counts) {
    if (contents.isEmpty()) {
      return;
    }
    try {
      contents.get().keep(scope.deployment(), scope.environment(), counts);
    } catch (SQLException e) {
      LOG.warn("what a backup holds cannot be kept: {}", e.getMessage());
    }
  }

  private Order order(BackupRequest request) {
    try {
      Target target = targets.get(request.scope().target());
      return Order.of(request, target, targets.scratch(target));
    } catch (IllegalArgumentException e) {
      throw Refusal.of(e.getMessage());
    }
  }

  private Optional<String> lacking(Target target) throws SQLException {
    if (tools.isEmpty()) {
      return Optional.of("this worker has no pg_dump and pg_restore");
    }
    try (Connection session = target.connect("soakgate/backup")) {
      int server = session.getMetaData().getDatabaseMajorVersion();
      int tool = tools.get().major();
      return tools.get().canDump(server)
          ? Optional.empty()
          : Optional.of("pg_dump %d cannot dump server %d".formatted(tool, server));
    }
  }
}
