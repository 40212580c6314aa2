package io.soakgate.dev;

import io.soakgate.embedded.CacheDirectory;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Page;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Everything a plan needs to be deployed on one machine: the servers, and the systems made of its
 * sample.
 */
public final class OneMachine implements AutoCloseable {
  // Beside the port of Temporal's UI.
  private static final int PAGE = 8234;

  private final Path folder;
  private final int pace;
  private final DevEnvironment servers;
  private final SampleSystems systems;
  private Page page;

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
    this.folder = folder;
    this.pace = pace;
    this.servers =
        new DevEnvironment(
            new DevOptions(
                folder,
                CacheDirectory.path(),
                plan.environments().stream().map(Environment::target).distinct().toList(),
                inJvm,
                progress));
    this.systems = new SampleSystems(plans, plan, folder, servers::cluster, progress);
  }

  /**
   * Starts or adopts everything.
   *
   * @param fresh whether each target gets a fresh copy of its sample data; otherwise one that is
   *     there stays as it is
   */
  public void start(boolean fresh) throws IOException, InterruptedException, SQLException {
    servers.start();
    systems.make(fresh);
    systems.configure(servers.cluster(DevEnvironment.STORE), pace, true);
    page = Page.open(systems.slack(), PAGE);
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
    return systems.target(name);
  }

  /** The Slack of this machine. */
  public LocalSlack slack() {
    return systems.slack();
  }

  /** Where the Slack is shown. */
  public String page() {
    return page.url();
  }

  /** Where everything is, one line each; no secrets. */
  public List<String> where() {
    return Stream.of(
            servers.where(),
            systems.where(),
            List.of(
                "Slack: " + page.url() + " (this machine's own; be anybody there)",
                "Configuration: " + configuration()))
        .flatMap(List::stream)
        .toList();
  }

  /** Stops the applications and the Slack and leaves the servers running, for a look afterwards. */
  public void leave() throws IOException {
    closeSystems();
    servers.leave();
  }

  @Override
  public void close() throws IOException {
    closeSystems();
    servers.close();
  }

  private void closeSystems() {
    if (page != null) {
      page.close();
    }
    systems.close();
  }
}
