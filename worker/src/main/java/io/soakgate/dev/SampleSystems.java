package io.soakgate.dev;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
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
import java.util.function.Function;

/**
 * The disposable systems that a plan is deployed to on one machine: for each environment a database
 * with the plan's sample data and a small application that reads it, and the worker's configuration
 * that serves them.
 *
 * <p>Each role of the plan is held by a person of the same name.
 */
public final class SampleSystems implements AutoCloseable {
  private static final String DATABASE = "app";

  private final Path plans;
  private final Plan plan;
  private final Path folder;
  private final Function<String, PostgresCluster> clusters;
  private final Consumer<String> progress;
  private final Map<String, SampleSite> applications = new LinkedHashMap<>();
  private final List<Target> targets = new ArrayList<>();

  /**
   * Nothing is made yet.
   *
   * @param plans the folder of all plans
   * @param plan the plan to be deployed; its folder holds {@code sample/schema.sql} and {@code
   *     sample/data.sql}
   * @param folder where logs, backups, reports and the configuration go
   * @param clusters the running cluster of each target, a different one for each
   * @param progress told what takes time
   */
  public SampleSystems(
      Path plans,
      Plan plan,
      Path folder,
      Function<String, PostgresCluster> clusters,
      Consumer<String> progress) {
    this.plans = plans;
    this.plan = plan;
    this.folder = folder;
    this.clusters = clusters;
    this.progress = progress;
  }

  /**
   * Makes the databases and starts the applications.
   *
   * @param fresh whether each database is a fresh copy of its sample data; otherwise one that is
   *     there stays as it is
   */
  public void make(boolean fresh) throws IOException, SQLException {
    for (Environment environment : plan.environments()) {
      targets.add(make(environment, fresh));
    }
  }

  private Target make(Environment environment, boolean fresh) throws IOException, SQLException {
    String name = environment.target();
    PostgresCluster cluster = clusters.apply(name);
    SampleData data =
        new SampleData(
            cluster, DATABASE, Sample.of(plans, plan.name()).files(environment.name()), progress);
    if (fresh) {
      data.reset();
    } else {
      data.load();
    }
    watchStatements(cluster);
    List<Target.Endpoint> endpoints = new ArrayList<>();
    Path application = Sample.of(plans, plan.name()).application();
    if (Files.exists(application)) {
      SampleSite site = SampleSite.start(application, login(cluster, name, List.of()), folder);
      applications.put(name, site);
      endpoints.addAll(site.endpoints());
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

  /** The target of that name. */
  public Target target(String name) {
    return targets.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  /** The systems' addresses, one line each. */
  List<String> where() {
    return targets.stream()
        .filter(t -> t.endpoint("api") != null)
        .map(t -> t.name() + ": application at " + t.endpoint("api"))
        .toList();
  }

  /**
   * Writes the worker's configuration.
   *
   * @param store where Soakgate's own database lies
   * @param pace how much faster than life waits pass
   * @return the file
   */
  public Path configure(PostgresCluster store, int pace) throws IOException {
    ObjectNode added = JsonNodeFactory.instance.objectNode();
    ObjectNode served = added.putObject("targets");
    applications.forEach((target, site) -> served.set(target, site.configuration()));
    ObjectNode webhooks = added.putObject("webhooks");
    applications.values().forEach(site -> webhooks.setAll(site.webhooks()));
    SampleConfiguration.merge(added, Sample.of(plans, plan.name()).configuration(folder));
    String yaml =
        new SampleConfiguration(plans, folder, pace, store).yaml(plan.roles(), targets, added);
    return Files.writeString(folder.resolve("soakgate.yaml"), yaml);
  }

  /** Stops the applications; the databases stay. */
  @Override
  public void close() {
    applications.values().forEach(SampleSite::close);
  }
}
