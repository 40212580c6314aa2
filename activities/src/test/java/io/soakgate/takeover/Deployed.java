package io.soakgate.takeover;

import io.soakgate.action.Action;
import io.soakgate.action.Actions;
import io.soakgate.action.Pulse;
import io.soakgate.admission.Catalogue;
import io.soakgate.admission.ReadPlan;
import io.soakgate.backup.Contents;
import io.soakgate.backup.Restore;
import io.soakgate.backup.RowLossProbe;
import io.soakgate.channel.Channels;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Script;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.Probes;
import io.soakgate.target.AdmittedPlans;
import io.soakgate.target.Catalogs;
import io.soakgate.target.Folders;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plan menuca-v3, admitted as d-1, with sample data in both of its targets. */
final class Deployed {
  static final String ID = "d-1";
  private static final Path PLANS = Path.of("..", "plans");

  final Store store;
  final Targets targets;
  final Actions actions;
  final ReadPlan read;
  private final Probes probes;
  private final Folders folders;
  private final Path password;

  Deployed(Path home) throws Exception {
    TestDatabase own = TestCluster.freshDatabase();
    password = Files.writeString(home.resolve("password"), own.password());
    store = new Store(own.url(), own.user(), new Secret("file:" + password));
    StoreSchema.migrate(store);
    targets = new Targets(List.of(target("menuca-staging"), target("menuca-production")));
    folders = new Folders(PLANS, home.resolve("backups"), home.resolve("reports"));
    List<Action> kinds = new ArrayList<>(Actions.sql(targets, folders, store));
    kinds.add(new Restore(targets, folders, Optional.empty()));
    actions = new Actions(kinds);
    Clock clock = Clock.systemUTC();
    probes =
        Probes.of(targets, folders, clock)
            .and(new RowLossProbe(targets, new Contents(new Catalogs(store)), clock));
    Problems problems = new Problems();
    Channels channels = Channels.of(System.out, null, null, clock);
    read =
        ReadPlan.of(PLANS, "menuca-v3", new Catalogue(actions, probes, channels), problems)
            .orElseThrow(() -> new AssertionError(problems.list()));
    for (ReadPlan.File file : read.files()) {
      new ScriptStore(store).keep(file.script().path(), file.script().digest(), file.bytes());
    }
    new AdmittedPlans(store).keep(ID, read.digest(), read.plan(), scripts());
  }

  private Target target(String name) throws Exception {
    TestDatabase database = TestCluster.freshDatabase();
    URI address = URI.create(database.url().substring("jdbc:".length()));
    Target target =
        new Target(
            name,
            address.getHost(),
            address.getPort(),
            database.name(),
            database.user(),
            new Secret("file:" + password),
            true,
            true,
            true,
            List.of());
    for (String sample : List.of("schema.sql", "data.sql")) {
      try (Connection session = target.connectForScripts("sample");
          Statement statement = session.createStatement()) {
        statement.execute(Files.readString(PLANS.resolve("menuca-v3/sample").resolve(sample)));
      }
    }
    try (Connection session = target.connect("sample");
        Statement statement = session.createStatement()) {
      // The moment a row was made is the only thing in which two runs of the plan differ.
      statement.execute(
          "ALTER TABLE menuca_v3.combo_items ALTER COLUMN created_at SET DEFAULT 'epoch'");
    }
    return target;
  }

  private List<Script> scripts() {
    return read.files().stream().map(ReadPlan.File::script).toList();
  }

  Environment environment(String name) {
    return read.plan().environments().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Applies a change as a worker does. */
  void apply(String environment, String change) throws Exception {
    Environment where = environment(environment);
    Change what = read.plan().change(change);
    Scope scope =
        new Scope(ID, "menuca-v3", environment, where.target(), where.values(), Instant.EPOCH);
    ActRequest request =
        new ActRequest(scope, change, Purpose.APPLY, 1, what.apply(), scripts(), null);
    Node with = Node.of(what.apply().with(), what.apply().at(), new Problems());
    actions.get(what.apply().kind()).act(with, request, new Unheard());
  }

  Fingerprint fingerprint(String environment) throws Exception {
    Target target = targets.get(environment(environment).target());
    try (Connection session = target.connect("test")) {
      return FingerprintReader.read(session);
    }
  }

  Runbook runbook() {
    return new Runbook(store, targets, folders, actions, probes);
  }

  /** The same configuration, with a target that nobody answers for. */
  Runbook without(String name) {
    List<Target> others =
        targets.list().stream().map(t -> t.name().equals(name) ? gone(t) : t).toList();
    return new Runbook(store, new Targets(others), folders, actions, probes);
  }

  private static Target gone(Target t) {
    return new Target(
        t.name(),
        "127.0.0.1",
        1,
        t.database(),
        t.user(),
        t.password(),
        true,
        true,
        true,
        List.of());
  }

  String password() throws Exception {
    return Files.readString(password);
  }

  private static final class Unheard implements Pulse {
    @Override
    public void progress(String words) {}

    @Override
    public Stop onCancel(Runnable stop) {
      return () -> {};
    }
  }
}
