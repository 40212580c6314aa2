package io.soakgate.dev;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.sample.SampleSite;
import io.soakgate.target.Limits;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import io.soakgate.verdict.Policy;
import java.io.IOException;
import java.io.InterruptedIOException;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  private final Map<String, SampleSite> applications = new ConcurrentHashMap<>();
  private final List<Target> targets = new ArrayList<>();
  private SampleSlack slack;

  /**
   * Nothing is made yet.
   *
   * @param plans the folder of all plans
   * @param plan the plan to be deployed; its folder holds {@code sample/schema.sql} and {@code
   *     sample/data.sql}
   * @param folder where logs, backups, reports and the configuration go
   * @param clusters the running cluster of each target, a different one for each
   * @param progress told what takes time, from several threads, one at a time
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
    this.progress =
        line -> {
          synchronized (this) {
            progress.accept(line);
          }
        };
  }

  /**
   * Makes the databases and starts the applications, those of different clusters side by side, and
   * a Slack.
   *
   * @param fresh whether each database is a fresh copy of its sample data; otherwise one that is
   *     there stays as it is
   */
  public void make(boolean fresh) throws IOException, SQLException {
    Map<PostgresCluster, List<Environment>> beside = new LinkedHashMap<>();
    for (Environment environment : plan.environments()) {
      PostgresCluster cluster = clusters.apply(environment.target());
      beside.computeIfAbsent(cluster, c -> new ArrayList<>()).add(environment);
    }
    ExecutorService threads = Executors.newFixedThreadPool(beside.size());
    try {
      List<Callable<List<Target>>> makes = new ArrayList<>();
      beside.values().forEach(some -> makes.add(() -> make(some, fresh)));
      for (Future<List<Target>> made : threads.invokeAll(makes)) {
        targets.addAll(await(made));
      }
      slack = SampleSlack.start(plan, folder);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("given up while the sample data was loaded");
    } finally {
      threads.shutdownNow();
    }
  }

  /** The Slack, once it is started. */
  public LocalSlack slack() {
    return slack.slack();
  }

  private List<Target> make(List<Environment> environments, boolean fresh)
      throws IOException, SQLException {
    List<Target> made = new ArrayList<>();
    for (Environment environment : environments) {
      made.add(make(environment, fresh));
    }
    return made;
  }

  private static List<Target> await(Future<List<Target>> made)
      throws IOException, SQLException, InterruptedException {
    try {
      return made.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException reason) {
        throw reason;
      }
      if (failed.getCause() instanceof SQLException reason) {
        throw reason;
      }
      throw new IllegalStateException(failed.getCause());
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
   * @param cards whether deployments are shown in the Slack as cards, and what is pressed on them
   *     counts; otherwise plans can only say things there
   * @return the file
   */
  public Path configure(PostgresCluster store, int pace, boolean cards) throws IOException {
    ObjectNode added = JsonNodeFactory.instance.objectNode();
    ObjectNode served = added.putObject("targets");
    ObjectNode webhooks = added.putObject("webhooks");
    // In the order of the plan: of webhooks that are named alike, its last environment's is kept.
    for (Target target : targets) {
      SampleSite site = applications.get(target.name());
      if (site != null) {
        served.set(target.name(), site.configuration());
        webhooks.setAll(site.webhooks());
      }
    }
    SampleConfiguration.merge(added, Sample.of(plans, plan.name()).configuration(folder));
    ObjectNode all =
        new SampleConfiguration(plans, folder, pace, store).all(plan.roles(), targets, added);
    slack.join(all, cards);
    return Files.writeString(folder.resolve("soakgate.yaml"), SampleConfiguration.yaml(all));
  }

  /** Stops the applications and the Slack; the databases stay. */
  @Override
  public void close() {
    applications.values().forEach(SampleSite::close);
    if (slack != null) {
      slack.close();
    }
  }
}
