package io.soakgate.dev;

import io.soakgate.embedded.CacheDirectory;
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
  private final Path folder;
  private final int pace;
  private final DevEnvironment servers;
  private final SampleSystems systems;

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
    systems.configure(servers.cluster(DevEnvironment.STORE), pace);
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

  /** Where everything is, one line each; no secrets. */
  public List<String> where() {
    return Stream.of(servers.where(), systems.where(), List.of("Configuration: " + configuration()))
        .flatMap(List::stream)
        .toList();
  }

  /** Stops the applications and leaves the servers running, for a look afterwards. */
  public void leave() throws IOException {
    systems.close();
    servers.leave();
  }

  @Override
  public void close() throws IOException {
    systems.close();
    servers.close();
  }
}
