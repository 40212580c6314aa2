package io.soakgate.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.ResolveRequest;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Script;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Folders;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A target, a plan's folder and Soakgate's own database, all fresh; and the words to use them. */
final class Playground {
  static final Patience QUICK =
      new Patience(4, Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofMillis(300));

  final Target target;
  final Targets targets;
  final Folders folders;
  final Store store;
  private final List<Script> scripts = new ArrayList<>();
  private Patience patience = QUICK;
  private Targets reached;

  Playground(Path home) {
    TestDatabase database = TestCluster.freshDatabase();
    TestDatabase own = TestCluster.freshDatabase();
    Path password = home.resolve("password");
    try {
      Files.writeString(password, database.password());
      Files.createDirectories(home.resolve("plans/p"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Secret secret = new Secret("file:" + password);
    URI address = URI.create(database.url().substring("jdbc:".length()));
    target =
        new Target(
            "menuca-test",
            address.getHost(),
            address.getPort(),
            database.name(),
            database.user(),
            secret,
            true,
            true,
            true,
            List.of());
    targets = new Targets(List.of(target));
    reached = targets;
    folders = new Folders(home.resolve("plans"), home.resolve("backups"), home.resolve("reports"));
    store = new Store(own.url(), own.user(), secret);
    StoreSchema.migrate(store);
  }

  /** How long what follows is patient. */
  Playground patient(Patience other) {
    patience = other;
    return this;
  }

  /** Reaches the target through another port. */
  Playground through(int port) {
    return reach("127.0.0.1", port, target.user());
  }

  /** Reaches the target with another login of the same password. */
  Playground as(String user) {
    return reach(target.host(), target.port(), user);
  }

  private Playground reach(String host, int port, String user) {
    Target other =
        new Target(
            target.name(),
            host,
            port,
            target.database(),
            user,
            target.password(),
            true,
            true,
            true,
            List.of());
    reached = new Targets(List.of(other));
    return this;
  }

  /** Writes a script into the plan's folder and admits it. */
  Playground admit(String path, String sql) throws Exception {
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    write(path, sql);
    String digest = ScriptStore.digest(bytes);
    new ScriptStore(store).keep(path, digest, bytes);
    scripts.removeIf(s -> s.path().equals(path));
    scripts.add(new Script(path, digest, bytes.length));
    return this;
  }

  /** Writes a file into the plan's folder, admitted or not. */
  void write(String path, String sql) throws IOException {
    Path file = folders.plans().resolve("p").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, sql);
  }

  void delete(String path) throws IOException {
    Files.delete(folders.plans().resolve("p").resolve(path));
  }

  Effect apply(String subject, String with) throws Exception {
    return sql(subject, Purpose.APPLY, 1, with, new Recorder());
  }

  Effect undo(String subject, String with) throws Exception {
    return sql(subject, Purpose.UNDO, 1, with, new Recorder());
  }

  Effect sql(String subject, Purpose purpose, int attempt, String with, Pulse pulse)
      throws Exception {
    ActRequest request = request(subject, purpose, attempt, "sql", with);
    return new SqlAction(reached, folders, store, patience).act(node(request), request, pulse);
  }

  /** Bob says what became of a statement of the action that is asked for. */
  ResolveRequest said(
      String subject,
      Purpose purpose,
      int attempt,
      String kind,
      String with,
      int statement,
      String as) {
    return new ResolveRequest(
        request(subject, purpose, attempt, kind, with), statement, as, "bob", "ran it by hand");
  }

  String resolve(
      String subject, Purpose purpose, int attempt, String with, int statement, String as)
      throws Exception {
    ResolveRequest said = said(subject, purpose, attempt, "sql", with, statement, as);
    return new SqlAction(reached, folders, store, patience)
        .resolve(node(said.act()), said, new Recorder())
        .words();
  }

  Effect dropCreated(String subject) throws Exception {
    return dropCreated(subject, 1, new Recorder());
  }

  Effect dropCreated(String subject, int attempt, Pulse pulse) throws Exception {
    ActRequest request = request(subject, Purpose.UNDO, attempt, "drop-created", null);
    return new DropCreated(reached, folders, store, patience).act(node(request), request, pulse);
  }

  ActRequest request(String subject, Purpose purpose, int attempt, String kind, String with) {
    Scope scope =
        new Scope(
            "d-1", "p", "staging", target.name(), List.of(), Instant.parse("2026-11-21T02:00:00Z"));
    Spec spec = new Spec(kind, json(with), "plan.yaml:1:1");
    return new ActRequest(scope, subject, purpose, attempt, spec, List.copyOf(scripts), null);
  }

  static Node node(ActRequest request) {
    return Node.of(request.spec().with(), request.spec().at(), new Problems());
  }

  /** A session on the target that is not Soakgate's. */
  Connection stranger() throws SQLException {
    return target.connect("psql");
  }

  void run(String sql) throws SQLException {
    try (Connection connection = stranger();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Every row as one text, columns joined by blanks. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = stranger();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(row.getString(i));
        }
        rows.add(String.join(" ", columns.stream().map(String::valueOf).toList()));
      }
      return rows;
    }
  }

  String one(String sql) throws SQLException {
    return rows(sql).get(0);
  }

  private static JsonNode json(String with) {
    try {
      return with == null
          ? JsonNodeFactory.instance.objectNode()
          : new ObjectMapper().readTree(with);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pulse that keeps what it was told, and can be cancelled. */
  static final class Recorder implements Pulse {
    final List<String> words = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Fence fence;

    Recorder() {
      this(Fence.NONE);
    }

    Recorder(Fence fence) {
      this.fence = fence;
    }

    @Override
    public void progress(String said) {
      words.add(said);
    }

    @Override
    public Stop onCancel(Runnable stop) {
      return () -> {};
    }

    @Override
    public Fence fence() {
      return fence;
    }
  }
}
