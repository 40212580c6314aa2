package io.soakgate.backup;

import io.soakgate.action.Backups;
import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Node;
import io.soakgate.plan.Unit;
import io.soakgate.target.Folders;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The backups of the targets a worker serves: the kinds {@code dump} and {@code clone}. */
public final class TargetBackups implements Backups {
  /** The kinds, in alphabetical order. */
  public static final List<String> KINDS = List.of("clone", "dump");

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

  /**
   * @param tools the client tools of this worker; empty when there are none
   */
  public TargetBackups(Targets targets, Folders folders, Optional<ClientTools> tools) {
    this.targets = targets;
    this.backups = folders.backups().toAbsolutePath().normalize();
    this.tools = tools;
  }

  /** Checks what stands under a kind key, adding problems to the node. */
  public static void check(Node with) {
    BackupName.check(with);
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
    if (request.spec().kind().equals("clone")) {
      return Clone.take(order, pulse).result(order, "");
    }
    Optional<String> lacking = lacking(order.target());
    if (lacking.isEmpty()) {
      return new Dump(backups, tools.orElseThrow()).take(order, pulse).result(order, "");
    }
    if (!order.target().disposable()) {
      throw Refusal.of(
          lacking.get()
              + "; install client tools of at least the server's version, or ask for a clone in the plan");
    }
    return Clone.take(order, pulse).result(order, lacking.get() + ", so it was cloned; ");
  }

  private Order order(BackupRequest request) {
    try {
      return Order.of(request, targets.get(request.scope().target()));
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
