package io.soakgate.backup;

import io.soakgate.action.Action;
import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.plan.Node;
import io.soakgate.target.Folders;
import io.soakgate.target.Need;
import io.soakgate.target.Quoted;
import io.soakgate.target.Right;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code restore: backup}: a full restore by swap (decision 12). The environment's backup goes into
 * a new database, is proven, and takes the old one's place; the old one is kept under another name.
 * Until the one transaction that swaps, nothing of the old database is touched.
 */
public final class Restore implements Action {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

  private static final String SWAP = "a full restore is swapped in by two renames";

  /** What a restore needs of a login. */
  public static final List<Need> NEEDS =
      List.of(
          new Need(
              Right.RENAME_DATABASE,
              SWAP,
              "make {user} its owner with CREATEDB, or take the restore option out of the plan: the"
                  + " others stand, and a provider's own restore is a person's to start"),
          new Need(
              Right.END_SESSIONS,
              SWAP + ", and PostgreSQL renames no database that somebody is in",
              "end them before it is needed, or deploy as a superuser"));

  private final Targets targets;
  private final Path backups;
  private final Optional<ClientTools> tools;

  /**
   * @param tools the client tools of this worker; empty when there are none
   */
  public Restore(Targets targets, Folders folders, Optional<ClientTools> tools) {
    this.targets = targets;
    this.backups = folders.backups().toAbsolutePath().normalize();
    this.tools = tools;
  }

  @Override
  public String kind() {
    return "restore";
  }

  @Override
  public List<String> check(Node with) {
    with.oneOf(List.of("backup"));
    return List.of();
  }

  @Override
  public List<Need> needs(Node with, Function<String, byte[]> file) {
    return NEEDS;
  }

  /**
   * Restores, once per ask: an attempt after a crash finds the swap's record and does nothing.
   *
   * @throws io.temporal.failure.ApplicationFailure of the type {@code refused} when there is no
   *     backup, it was changed, it does not hold what it held, or renaming is not allowed
   */
  @Override
  public Effect act(Node with, ActRequest request, Pulse pulse) throws Exception {
    if (request.backup() == null) {
      throw Refusal.of("there is no backup of this environment to restore; add one to the plan");
    }
    Target target = targets.get(request.scope().target());
    String application = "soakgate/restore/" + Digest.of(key(request)).substring(0, 12);
    refuseWithoutRights(target, application);
    try (Connection session = OwnDatabase.open(target, application)) {
      Swaps swaps = Swaps.lock(session, target.database());
      Optional<Swaps.Swapped> done = swaps.done(request);
      if (done.isPresent()) {
        return already(target, done.get());
      }
      refuseLate(request, swaps);
      return restore(request, target, application, swaps, pulse);
    }
  }

  private static String key(ActRequest request) {
    return request.scope().deployment()
        + "/"
        + request.scope().environment()
        + "/"
        + request.subject();
  }

  private static void refuseLate(ActRequest request, Swaps swaps) throws SQLException {
    if (swaps.fenced(request)) {
      throw Refusal.of("a later attempt has taken over this restore; this one does nothing");
    }
  }

  private static void refuseWithoutRights(Target target, String application) throws SQLException {
    try (Connection session = target.connect(application)) {
      if (!mayRename(session, target.database())) {
        throw Refusal.of(
            target.user()
                + " may not rename "
                + target.database()
                + ": it must own it and have CREATEDB; give it both, undo the changes instead, or"
                + " let a person use the provider's own restore");
      }
    }
  }

  /** Whether the session's login may rename a database: its owner with CREATEDB, or a superuser. */
  public static boolean mayRename(Connection session, String database) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT r.rolsuper OR r.rolcreatedb AND pg_catalog.pg_has_role(d.datdba, 'USAGE')"
                    + " FROM pg_catalog.pg_roles r, pg_catalog.pg_database d"
                    + " WHERE r.rolname = current_user AND d.datname ="
                    + Quoted.literal(database))) {
      return row.next() && row.getBoolean(1);
    }
  }

  private Effect restore(
      ActRequest request, Target target, String application, Swaps swaps, Pulse pulse)
      throws Exception {
    long start = System.nanoTime();
    ServerDatabases server = new ServerDatabases(swaps.session(), pulse);
    String fresh = ServerDatabases.named(target.database(), "_soakgate_new");
    if (server.oid(fresh) != 0 && !swaps.ours(fresh)) {
      throw Refusal.of(
          "a database %s is there and not of Soakgate's making; rename or drop it"
              .formatted(fresh));
    }
    swaps.begin(request, fresh);
    server.drop(fresh);
    try {
      new Preparation(target, application, backups, tools, server).fill(request.backup(), fresh);
      RestoredFrom.write(target, fresh, request, pulse.fence());
      new CarriedOver(server, target.database(), fresh).run();
      String kept = kept(server, target, request.scope().now());
      Swap swap = new Swap(target, application, target.database(), fresh, kept);
      Duration gap = swap.run(swaps, server, request);
      return effect(request.backup(), target, kept, gap, System.nanoTime() - start);
    } catch (Exception e) {
      dropQuietly(server, fresh, e);
      throw e;
    }
  }

  private static String kept(ServerDatabases server, Target target, Instant now)
      throws SQLException {
    String ending = "_before_restore_" + STAMP.format(now);
    String name = ServerDatabases.named(target.database(), ending);
    for (int n = 2; server.oid(name) != 0; n++) {
      name = ServerDatabases.named(target.database(), ending + "_" + n);
    }
    return name;
  }

  private static void dropQuietly(ServerDatabases server, String fresh, Exception cause) {
    try {
      server.drop(fresh);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static Effect effect(
      BackupResult backup, Target target, String kept, Duration gap, long nanos) {
    Duration took = Duration.ofNanos(nanos);
    String words =
        "%s was restored from %s in %s and swapped in; clients were kept out for %d ms; the former database is kept as %s"
            .formatted(target.database(), backup.id(), Taken.seconds(took), gap.toMillis(), kept);
    List<Value> values =
        List.of(Taken.millis("took", took), Taken.millis("gap", gap), Value.text("kept-as", kept));
    return new Effect(words, took, 1, 0, values, List.of());
  }

  private static Effect already(Target target, Swaps.Swapped done) {
    String words =
        "%s was restored from %s by an earlier attempt; the former database is kept as %s"
            .formatted(target.database(), done.backup(), done.kept());
    List<Value> values = List.of(Value.text("kept-as", done.kept()));
    return new Effect(words, Duration.ZERO, 0, 1, values, List.of());
  }
}
