package io.soakgate.dev;

import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Role;
import io.soakgate.sample.SampleSite;
import io.soakgate.target.Limits;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import io.soakgate.verdict.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything a plan needs to be deployed on one machine: the servers, a disposable database with
 * sample data and a small application for each of its targets, and the worker's configuration.
 *
 * <p>Each role of the plan is held by a person of the same name.
 */
public final class OneMachine implements AutoCloseable {
  private static final String DATABASE = "app";

  private final Path plans;
  private final Plan plan;
  private final Path folder;
  private final int pace;
  private final Consumer<String> progress;
  private final DevEnvironment servers;
  private final Map<String, SampleSite> applications = new LinkedHashMap<>();
  private final List<Target> targets = new ArrayList<>();

  /**
   * Nothing is started yet.
   *
   * @param plans the folder of all plans
   * @param plan the plan to be deployed; its folder holds {@code sample/schema.sql} and {@code
   *     sample/data.sql}
   * @param folder the state folder
   * @param pace how much faster than life waits pass
   * @param inJvm whether a Temporal server inside this process will do
   * @param progress told what takes time
   */
  public OneMachine(
      Path plans, Plan plan, Path folder, int pace, boolean inJvm, Consumer<String> progress) {
    this.plans = plans;
    this.plan = plan;
    this.folder = folder;
    this.pace = pace;
    this.progress = progress;
    this.servers =
        new DevEnvironment(
            new DevOptions(
                folder,
                CacheDirectory.path(),
                plan.environments().stream().map(Environment::target).distinct().toList(),
                inJvm,
                progress));
  }

  /**
   * Starts or adopts everything.
   *
   * @param fresh whether each target gets a fresh copy of its sample data; otherwise one that is
   *     there stays as it is
   */
  public void start(boolean fresh) throws IOException, InterruptedException, SQLException {
    servers.start();
    for (Environment environment : plan.environments()) {
      targets.add(target(environment.target(), fresh));
    }
    Files.writeString(configuration(), yaml());
  }

  private Target target(String name, boolean fresh) throws IOException, SQLException {
    PostgresCluster cluster = servers.cluster(name);
    Path sample = plans.resolve(plan.name()).resolve("sample");
    SampleData data =
        new SampleData(
            cluster,
            DATABASE,
            List.of(sample.resolve("schema.sql"), sample.resolve("data.sql")),
            progress);
    if (fresh) {
      data.reset();
    } else {
      data.load();
    }
    watchStatements(cluster);
    List<Target.Endpoint> endpoints = new ArrayList<>();
    Path file = sample.resolve("application.yaml");
    if (Files.exists(file)) {
      SampleSite application = SampleSite.start(file, login(cluster, name, List.of()), folder);
      applications.put(name, application);
      endpoints.addAll(application.endpoints());
    }
    endpoints.add(new Target.Endpoint("database-log", cluster.log().toUri()));
    return login(cluster, name, endpoints);
  }

  /** Beside the application's database, so that it stays what the sample made it. */
  private static void watchStatements(PostgresCluster cluster) throws SQLException {
    try (Connection session = cluster.connect("postgres");
        Statement statement = session.createStatement();
        ResultSet there =
            statement.executeQuery(
                "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_stat_statements'")) {
      if (there.next()) {
        statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
      }
    }
  }

  private static Target login(
      PostgresCluster cluster, String name, List<Target.Endpoint> endpoints) {
    return new Target(
        name,
        "127.0.0.1",
        cluster.port(),
        DATABASE,
        cluster.user(),
        new Secret("file:" + cluster.passwordFile()),
        true,
        Policy.disposable(),
        endpoints,
        Limits.USUAL);
  }

  /** The Temporal server. */
  public TemporalServer temporal() {
    return servers.temporal();
  }

  /** The worker's configuration, written when everything runs. */
  public Path configuration() {
    return folder.resolve("soakgate.yaml");
  }

  /** The target of an environment. */
  public Target target(String name) {
    return targets.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  /** Where everything is, one line each; no secrets. */
  public List<String> where() {
    Stream<String> apps =
        targets.stream()
            .filter(t -> t.endpoint("api") != null)
            .map(t -> t.name() + ": application at " + t.endpoint("api"));
    return Stream.concat(
            Stream.concat(servers.where().stream(), apps),
            Stream.of("Configuration: " + configuration()))
        .toList();
  }

  private String yaml() {
    PostgresCluster store = servers.cluster(DevEnvironment.STORE);
    StringBuilder yaml = new StringBuilder("# Written by soakgate dev; disposable.\nsoakgate: 1\n");
    yaml.append(
        "store: {url: \"%s\", user: %s, password: \"file:%s\"}%n"
            .formatted(store.url(DevEnvironment.STORE), store.user(), store.passwordFile()));
    yaml.append(
        "folders: {plans: \"%s\", backups: \"%s\", reports: \"%s\"}%n"
            .formatted(plans, folder.resolve("backups"), folder.resolve("reports")));
    yaml.append("pace: %d%nroles:%n".formatted(pace));
    plan.roles().stream().map(Role::name).forEach(r -> yaml.append("  %s: [%s]%n".formatted(r, r)));
    yaml.append("targets:\n");
    for (Target target : targets) {
      yaml.append(yaml(target));
      SampleSite application = applications.get(target.name());
      if (application != null) {
        application
            .configuration()
            .properties()
            .forEach(e -> yaml.append("    %s: %s%n".formatted(e.getKey(), e.getValue())));
      }
    }
    return yaml.toString();
  }

  private static String yaml(Target target) {
    return """
      %s:
        host: %s
        port: %d
        database: %s
        user: %s
        password: "%s"
        disposable: true
        endpoints: {%s}
    """
        .formatted(
            target.name(),
            target.host(),
            target.port(),
            target.database(),
            target.user(),
            target.password().reference(),
            target.endpoints().stream()
                .map(e -> e.name() + ": \"" + e.url() + "\"")
                .collect(Collectors.joining(", ")));
  }

  /** Stops the applications and leaves the servers running, for a look afterwards. */
  public void leave() throws IOException {
    applications.values().forEach(SampleSite::close);
    servers.leave();
  }

  @Override
  public void close() throws IOException {
    applications.values().forEach(SampleSite::close);
    servers.close();
  }
}
