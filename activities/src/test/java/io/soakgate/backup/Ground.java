package io.soakgate.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Folders;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A target with a small application's database, and what is done to it in tests. */
public final class Ground {
  public static final Instant NOW = Instant.parse("2026-11-21T02:03:04Z");

  public final Target target;
  public final Folders folders;
  public final Optional<ClientTools> tools;

  /** A fresh database with the sample schema; everything else lies in {@code home}. */
  public static Ground in(Path home) throws IOException, SQLException {
    Ground ground = new Ground(home, false, tools());
    ground.run(sample());
    return ground;
  }

  /** A fresh and empty database. */
  public static Ground empty(Path home) throws IOException {
    return new Ground(home, false, tools());
  }

  public static Optional<ClientTools> tools() {
    return TestCluster.binaries().clientTools().flatMap(ClientTools::find);
  }

  private Ground(Path home, boolean disposable, Optional<ClientTools> tools) throws IOException {
    TestDatabase database = TestCluster.freshDatabase();
    URI uri = URI.create(database.url().substring("jdbc:".length()));
    Path password = Files.writeString(home.resolve("password"), database.password());
    this.target =
        new Target(
            "shop",
            uri.getHost(),
            uri.getPort(),
            database.name(),
            database.user(),
            new Secret("file:" + password),
            disposable,
            false,
            false,
            List.of());
    this.folders = new Folders(home.resolve("plans"), home.resolve("backups"), home);
    this.tools = tools;
  }

  private Ground(Target target, Folders folders, Optional<ClientTools> tools) {
    this.target = target;
    this.folders = folders;
    this.tools = tools;
  }

  /** The same ground without client tools, on a disposable or a real target. */
  public Ground without(boolean disposable) {
    Target other =
        new Target(
            target.name(),
            target.host(),
            target.port(),
            target.database(),
            target.user(),
            target.password(),
            disposable,
            false,
            false,
            List.of());
    return new Ground(other, folders, Optional.empty());
  }

  /** The same ground with other tools. */
  public Ground with(ClientTools other) {
    return new Ground(target, folders, Optional.of(other));
  }

  /** The same ground under another login. */
  public Ground as(String user, Path password) {
    Target other =
        new Target(
            target.name(),
            target.host(),
            target.port(),
            target.database(),
            user,
            new Secret("file:" + password),
            false,
            false,
            false,
            List.of());
    return new Ground(other, folders, tools);
  }

  public Targets targets() {
    return new Targets(List.of(target));
  }

  public BackupResult take(String kind, Pulse pulse) throws Exception {
    ObjectNode with = JsonNodeFactory.instance.objectNode().put("name", "bk_${now:yyyyMMdd}");
    Spec spec = new Spec(kind, with, "plan.yaml:1:1");
    return new TargetBackups(targets(), folders, tools)
        .take(new BackupRequest(scope(), spec), pulse);
  }

  /** A dump whose configuration is completed, with something beside it. */
  public BackupResult take(Consumer<ObjectNode> more, List<String> export) throws Exception {
    ObjectNode with = JsonNodeFactory.instance.objectNode().put("name", "bk_${now:yyyyMMdd}");
    more.accept(with);
    Spec spec = new Spec("dump", with, "plan.yaml:1:1");
    return new TargetBackups(targets(), folders, tools)
        .take(new BackupRequest(scope(), spec, export), new QuietPulse());
  }

  public Effect restore(BackupResult backup, int ask) throws Exception {
    return restore(backup, ask, new QuietPulse());
  }

  public Effect restore(BackupResult backup, int ask, Pulse pulse) throws Exception {
    return restore(JsonNodeFactory.instance.textNode("backup"), backup, ask, pulse);
  }

  /** Restores with what stands under {@code restore}. */
  public Effect restore(JsonNode under, BackupResult backup, int ask, Pulse pulse)
      throws Exception {
    ActRequest request = asked(under, backup, ask);
    Node with = Node.of(under, request.spec().at(), new Problems());
    return new Restore(targets(), folders, tools).act(with, request, pulse);
  }

  /** What a restore would break. */
  public Foreseen foresee(JsonNode under, BackupResult backup) throws Exception {
    Node with = Node.of(under, "plan.yaml:9:9", new Problems());
    return new Restore(targets(), folders, tools).foresee(with, asked(under, backup, 1));
  }

  /** {@code {schemas: […]}}. */
  public static ObjectNode schemas(String... names) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode list = node.putArray("schemas");
    List.of(names).forEach(list::add);
    return node;
  }

  private ActRequest asked(JsonNode under, BackupResult backup, int ask) {
    Spec spec = new Spec("restore", under, "plan.yaml:9:9");
    return new ActRequest(
        scope(), "rollback/full-restore/1", Purpose.STEP, ask, spec, List.of(), backup);
  }

  private Scope scope() {
    return new Scope("deploy-1", "shop", "production", target.name(), List.of(), NOW);
  }

  public Fingerprint fingerprint() throws SQLException {
    try (Connection session = target.connect("test")) {
      return FingerprintReader.read(session);
    }
  }

  public void run(String sql) throws SQLException {
    runIn(target.database(), sql);
  }

  public void runIn(String database, String sql) throws SQLException {
    try (Connection session = target.connectTo(database, "test");
        Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  public String ask(String sql) throws SQLException {
    return askIn(target.database(), sql);
  }

  public String askIn(String database, String sql) throws SQLException {
    try (Connection session = target.connectTo(database, "test");
        Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  /** The databases whose names begin so, with commas. */
  public String databases(String prefix) throws SQLException {
    return askIn(
        "postgres",
        "SELECT coalesce(string_agg(datname, ',' ORDER BY datname), '') FROM pg_database WHERE"
            + " starts_with(datname, '"
            + prefix
            + "')");
  }

  public static String sample() throws IOException {
    try (InputStream in = Ground.class.getResourceAsStream("sample.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
