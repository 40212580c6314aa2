package io.soakgate.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.action.Action;
import io.soakgate.action.Actions;
import io.soakgate.action.CommandAction;
import io.soakgate.action.Pulse;
import io.soakgate.backup.Ground;
import io.soakgate.backup.Restore;
import io.soakgate.backup.TargetBackups;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.DrillActivity;
import io.soakgate.deployment.DrillActivity.DrillRequest;
import io.soakgate.deployment.DrillActivity.Lap;
import io.soakgate.deployment.DrillActivity.Leg;
import io.soakgate.deployment.Script;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A staging database with a backup, a plan's scripts, and the drill on it. */
final class Stand {
  static final Pulse QUIET =
      new Pulse() {
        @Override
        public void progress(String words) {
          // Nobody listens.
        }

        @Override
        public Stop onCancel(Runnable stop) {
          return () -> {};
        }
      };

  final Ground ground;
  final DrillActivityImpl drills;
  final BackupResult backup;
  private final Path plan;
  private final ScriptStore store;
  private final String deployment;
  private final List<Script> scripts = new ArrayList<>();

  private Stand(Path home, String sql, String kind) throws Exception {
    this("deploy-1", home, Ground.empty(home), sql, kind, List.of());
  }

  private Stand(
      String deployment, Path home, Ground where, String sql, String kind, List<Target> scratches)
      throws Exception {
    this.deployment = deployment;
    ground = where;
    ground.run(sql);
    Targets targets = new Targets(List.of(ground.target), scratches);
    plan = Files.createDirectories(home.resolve("plans/shop/sql"));
    TestDatabase own = TestCluster.freshDatabase();
    Path password = Files.writeString(home.resolve("store"), own.password());
    Store kept = new Store(own.url(), own.user(), new Secret("file:" + password));
    StoreSchema.migrate(kept);
    store = new ScriptStore(kept);
    drills =
        new DrillActivityImpl(
            targets, ground.folders, ground.tools, reached -> kinds(reached, kept));
    JsonNode with = JsonNodeFactory.instance.objectNode().put("name", "before");
    backup =
        new TargetBackups(targets, ground.folders, ground.tools)
            .take(new BackupRequest(scope(), new Spec(kind, with, "plan.yaml:1:1")), QUIET);
  }

  private Actions kinds(Targets targets, Store kept) {
    List<Action> kinds = new ArrayList<>(Actions.sql(targets, ground.folders, kept));
    kinds.add(new CommandAction(targets));
    kinds.add(new Restore(targets, ground.folders, ground.tools));
    return new Actions(kinds);
  }

  /** A database made by this SQL, of which a dump was taken, and copy 0. */
  static Stand on(Path home, String sql) throws Exception {
    Stand stand = new Stand(home, sql, "dump");
    stand.drills.prepare(stand.place(), QUIET);
    return stand;
  }

  /** A database of a login that may make none, whose backups are proven under another login. */
  static Stand ofAPlainLogin(Path home, Ground plain, Target scratch, String sql) throws Exception {
    Stand stand = new Stand("deploy-2", home, plain, sql, "dump", List.of(scratch));
    stand.drills.prepare(stand.place(), QUIET);
    return stand;
  }

  /** The same of which a clone was taken. */
  static Stand onClone(Path home, String sql) throws Exception {
    Stand stand = new Stand(home, sql, "clone");
    stand.drills.prepare(stand.place(), QUIET);
    return stand;
  }

  DrillActivity.Ground place() {
    return new DrillActivity.Ground(scope(), backup);
  }

  private Scope scope() {
    return new Scope(deployment, "shop", "production", "shop", List.of(), Ground.NOW);
  }

  /** What an SQL action asks for, its script written and admitted. */
  ActRequest sql(String subject, Purpose purpose, int attempt, String sql) throws Exception {
    String path = "sql/" + subject.replace('/', '-') + "-" + purpose + ".sql";
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    Files.write(plan.resolve(path.substring(4)), bytes);
    String digest = ScriptStore.digest(bytes);
    store.keep(path, digest, bytes);
    scripts.removeIf(s -> s.path().equals(path));
    scripts.add(new Script(path, digest, bytes.length));
    return act(
        subject, purpose, attempt, "sql", JsonNodeFactory.instance.objectNode().put("file", path));
  }

  ActRequest act(String subject, Purpose purpose, int attempt, String kind, JsonNode with) {
    Spec spec = new Spec(kind, with, "plan.yaml:1:1", Terms.NONE);
    return new ActRequest(scope(), subject, purpose, attempt, spec, List.copyOf(scripts), backup);
  }

  /** Drills a change: applied, taken back, applied again; it leaves copy {@code from + 1}. */
  List<Lap> change(int from, String name, String apply, String undo) throws Exception {
    return drill(
        name,
        from,
        true,
        from,
        new Leg("apply", List.of(sql(name, Purpose.APPLY, 1, apply))),
        new Leg("undo", List.of(sql(name, Purpose.UNDO, 1, undo))),
        new Leg("again", List.of(sql(name, Purpose.APPLY, 2, apply))));
  }

  List<Lap> drill(String subject, int from, boolean keep, int against, Leg... legs)
      throws Exception {
    DrillRequest request =
        new DrillRequest(place(), subject, from, from + 1, keep, against, List.of(legs));
    return drills.drill(request, QUIET).laps();
  }

  /** Drills an option as it goes where a database keeps its name. */
  List<Lap> inPlace(String option, int from, Leg leg) throws Exception {
    DrillRequest request =
        new DrillRequest(place(), option, from, from + 1, false, 0, List.of(leg), true);
    return drills.drill(request, QUIET).laps();
  }

  /** Every database that a drill made and did not drop. */
  String databases() throws Exception {
    return ground.askIn(
        "postgres",
        "SELECT coalesce(string_agg(regexp_replace(datname, '_[0-9a-f]{12}_', '_…_'), ','"
            + " ORDER BY datname), '') FROM pg_database WHERE starts_with(datname,"
            + " 'soakgate_drill_') AND shobj_description(oid, 'pg_database') LIKE '%"
            + ground.target.database()
            + "%'");
  }

  /** The name of a copy. */
  String copy(int number) {
    return Range.of(place(), ground.target).copy(number);
  }
}
