package io.soakgate.condition;

import io.soakgate.action.Actions;
import io.soakgate.action.Guard;
import io.soakgate.deployment.ConditionActivity;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.probe.Probe;
import io.soakgate.target.Catalogs;
import io.soakgate.target.Folders;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Store;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Looks at targets and keeps their leases, for the workflows. */
public final class ConditionActivityImpl implements ConditionActivity {
  private final Targets targets;
  private final Seeing seeing;
  private final Lease lease;
  private final List<Aspect> aspects;

  /**
   * @param actions the kinds, which know what scripts a change names
   * @param cluster the Temporal this worker belongs to
   */
  public ConditionActivityImpl(
      Targets targets, Folders folders, Store store, Actions actions, Cluster cluster) {
    this.targets = targets;
    Catalogs catalogs = new Catalogs(store);
    this.seeing = seeing(store, actions, catalogs);
    this.lease = new Lease(cluster);
    this.aspects =
        List.of(
            new ServerIdentity(),
            new Drift(new Differences(catalogs)),
            new KeptOut(),
            new Blockers(),
            new Deployers(),
            new Transactions(),
            new Prepared(),
            new Vacuums(),
            new Replicas(),
            new Slots(),
            new DiskSpace(),
            new BackupRoom(folders.backups()),
            new ConnectionCount());
  }

  private static Seeing seeing(Store store, Actions actions, Catalogs catalogs) {
    return new Seeing(new Naming(actions, new ScriptWords(new ScriptStore(store))), catalogs);
  }

  /** The probe that tells what is looked at here as figures. */
  public static Probe drift(Targets targets, Store store, Actions actions, Clock clock) {
    Catalogs catalogs = new Catalogs(store);
    return new DriftProbe(
        targets, seeing(store, actions, catalogs), new Differences(catalogs), clock);
  }

  /** What stands before and behind every action in these targets. */
  public Guard guard() {
    return new Acting(targets, lease, seeing);
  }

  @Override
  public Conditions look(ConditionsRequest request) {
    Target target = targets.get(request.scope().target());
    try (Connection connection = Looking.at(target)) {
      View view = view(connection, target, request);
      List<Condition> all = new ArrayList<>();
      all.add(lease.look(target, request.scope().deployment()));
      aspects.forEach(aspect -> all.addAll(look(aspect, view)));
      String catalog = view.catalog() == null ? null : view.catalog().catalogDigest();
      return new Conditions(ServerIdentity.of(view), catalog, target.limits().patience(), all);
    } catch (SQLException e) {
      throw failed(target, e);
    }
  }

  private View view(Connection connection, Target target, ConditionsRequest request)
      throws SQLException {
    Touched touched =
        seeing.touched(connection, request.scripts(), request.next(), request.scope().values());
    return new View(connection, target, request, touched, catalog(connection, touched));
  }

  /** Null when this login cannot read it; the drift condition then says so. */
  private Fingerprint catalog(Connection connection, Touched touched) {
    try {
      return seeing.catalog(connection, touched);
    } catch (SQLException e) {
      return null;
    }
  }

  private static List<Condition> look(Aspect aspect, View view) {
    try {
      return aspect.look(view);
    } catch (SQLException e) {
      String words = "cannot be seen: " + String.valueOf(e.getMessage()).lines().findFirst().get();
      return List.of(new Condition(aspect.what(), aspect.unseen(), null, null, words, List.of()));
    }
  }

  @Override
  public Leased take(LeaseRequest request) {
    Target target = targets.get(request.target());
    return during(target, () -> lease.take(target, request.deployment()));
  }

  @Override
  public void renew(LeaseRequest request) {
    Target target = targets.get(request.target());
    during(
        target,
        () -> {
          lease.renew(target, request.deployment());
          return null;
        });
  }

  @Override
  public void release(LeaseRequest request) {
    Target target = targets.get(request.target());
    during(
        target,
        () -> {
          lease.release(target, request.deployment());
          return null;
        });
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private static <T> T during(Target target, Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw failed(target, e);
    }
  }

  private static ApplicationFailure failed(Target target, SQLException e) {
    return ApplicationFailure.newFailure(
        "target " + target.name() + ": " + e.getMessage(), "database");
  }
}
