package io.soakgate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Known;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.Script;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Unit;
import io.soakgate.plan.Variable;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.look.Looks;
import io.soakgate.target.Command;
import io.soakgate.target.Folders;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** One target and one plan folder, and a worker's eyes on them. */
public final class Lab {
  public static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
  public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  public Target target;
  public final Folders folders;
  public final List<Script> scripts = new ArrayList<>();

  private Lab(Target target, Folders folders) {
    this.target = target;
    this.folders = folders;
  }

  /** With a database of its own, in which these statements ran. */
  public static Lab withDatabase(String... statements) {
    TestDatabase database = TestCluster.freshDatabase();
    URI url = URI.create(database.url().substring("jdbc:".length()));
    Lab lab =
        lab(
            url.getHost(),
            url.getPort(),
            database.name(),
            database.user(),
            database.password(),
            List.of());
    lab.run(statements);
    return lab;
  }

  /** With a database of a cluster that is the test's own. */
  public static Lab of(PostgresCluster cluster, String database) {
    return of(cluster, database, cluster.user());
  }

  /** The same through a login that has the superuser's password. */
  public static Lab of(PostgresCluster cluster, String database, String user) {
    return lab("127.0.0.1", cluster.port(), database, user, cluster.password(), List.of());
  }

  /** With an endpoint {@code api} and a database nobody can reach. */
  public static Lab withEndpoint(URI api) {
    return lab("127.0.0.1", 1, "none", "nobody", "none", List.of(new Target.Endpoint("api", api)));
  }

  /** With nothing but a plan folder. */
  public static Lab alone() {
    return lab("127.0.0.1", 1, "none", "nobody", "none", List.of());
  }

  private static Lab lab(
      String host,
      int port,
      String database,
      String user,
      String password,
      List<Target.Endpoint> endpoints) {
    try {
      Path home =
          Files.createTempDirectory(Files.createDirectories(Path.of("target", "labs")), "lab");
      Path secret = Files.writeString(home.resolve("password"), password);
      Files.createDirectories(home.resolve("plans/shop/sql"));
      return new Lab(
          new Target(
              "shop-staging",
              host,
              port,
              database,
              user,
              new Secret("file:" + secret.toAbsolutePath()),
              true,
              true,
              true,
              endpoints),
          new Folders(home.resolve("plans"), home.resolve("backups"), home.resolve("reports")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names a secret of the target. */
  public void secret(String name, String value) throws IOException {
    Path file = Files.writeString(folders.plans().resolve("../" + name), value);
    List<Target.NamedSecret> secrets = new ArrayList<>(target.secrets());
    secrets.add(new Target.NamedSecret(name, new Secret("file:" + file.toAbsolutePath())));
    target = target.with(secrets, target.commands());
  }

  /** Names a command of the target. */
  void command(Command command) {
    List<Command> commands = new ArrayList<>(target.commands());
    commands.add(command);
    target = target.with(target.secrets(), commands);
  }

  /** Runs statements, each by itself. */
  public void run(String... statements) {
    try (Connection connection = target.connect("test");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file of the plan's folder, and admits it. */
  public Path admit(String path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    scripts.add(new Script(path, ScriptStore.digest(bytes), bytes.length));
    return file(path, text);
  }

  /** Writes a file of the plan's folder. */
  public Path file(String path, String text) throws IOException {
    return Files.writeString(folders.plans().resolve("shop").resolve(path), text);
  }

  public Probes probes() {
    return Probes.of(new Targets(List.of(target)), folders, CLOCK);
  }

  /** Looks once through the probe written as YAML. */
  public Measurement look(String kind, String yaml) throws InterruptedException {
    return look(kind, yaml, Known.NOTHING);
  }

  /** Looks once, with what the walk hands over. */
  public Measurement look(String kind, String yaml, Known known) throws InterruptedException {
    Measurement seen =
        new Looks(probes(), CLOCK)
            .look(new ProbeRequest(scope(), null, spec(kind, yaml), List.copyOf(scripts), known));
    foretold(kind, yaml, seen);
    return seen;
  }

  /** What a probe says it measures is what it measures; plans are refused by it. */
  private void foretold(String kind, String yaml, Measurement seen) {
    Node with = Node.of(json(yaml), "plan.yaml:7:5", new Problems());
    List<Gauge> gauges = probes().kind(kind).orElseThrow().gauges(with).orElse(null);
    for (Value value : gauges == null ? List.<Value>of() : seen.values()) {
      assertThat(gauges)
          .as("what %s says it measures, and %s", kind, value)
          .anyMatch(
              g ->
                  g.isCalled(value.name())
                          && (g.word() == (value.number() == null))
                          && (g.unit() == null || g.unit() == value.unit())
                      || value.name().equals(Timings.ALL));
    }
  }

  /** The problems of the probe written as YAML, a line each. */
  public List<String> refused(String kind, String yaml) {
    Problems problems = new Problems();
    probes().kind(kind).orElseThrow().check(Node.of(json(yaml), "plan.yaml:7:5", problems));
    return problems.list().stream().map(Problem::line).toList();
  }

  public static ProbeRequest request(String change, String kind, String yaml) {
    return new ProbeRequest(scope(), change, spec(kind, yaml), List.of());
  }

  public static Spec spec(String kind, String yaml) {
    return new Spec(kind, json(yaml), "plan.yaml:7:5");
  }

  public static Scope scope(Variable... values) {
    return new Scope("shop-1", "shop", "staging", "shop-staging", List.of(values), NOW);
  }

  public static JsonNode json(String yaml) {
    Problems problems = new Problems();
    return Node.parse("plan.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
        .orElseThrow()
        .json();
  }

  public static Measurement saw(Value... values) {
    return Measurement.saw(NOW, List.of(values));
  }

  public static Value word(String name, String word) {
    return Value.text(name, word);
  }

  /** With a note for people. */
  public static Measurement noted(String note, Value... values) {
    return new Measurement(List.of(values), null, note, NOW);
  }

  public static Measurement blind(String why) {
    return Measurement.blind(NOW, why);
  }

  public static Value figure(String name, String figure) {
    return Value.number(name, new BigDecimal(figure), Unit.NONE);
  }
}
