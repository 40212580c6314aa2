package io.soakgate.starter.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.admission.ReadPlan;
import io.soakgate.dev.DevEnvironment;
import io.soakgate.dev.DevOptions;
import io.soakgate.dev.OneMachine;
import io.soakgate.dev.TemporalServer;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.OwnedProcess;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.plan.Plan;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Target;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.Parts;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One machine with the plan {@code menuca-v3}, its workers processes that can be killed. */
final class Machine {
  static final String PLAN = "menuca-v3";

  // A day passes in 20 seconds, as in the demo.
  private static final int PACE = 4320;
  private static final Path PLANS = Path.of("..", "plans").toAbsolutePath().normalize();
  private static final Duration AT_ONCE = Duration.ofMinutes(1);

  private final Diary diary;
  private final Path folder;
  private final OneMachine machine;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private TemporalServer restarted;
  private PostgresCluster store;

  private Machine(Diary diary, Path folder, OneMachine machine) {
    this.diary = diary;
    this.folder = folder;
    this.machine = machine;
  }

  /** Starts it with fresh data in a state folder of its own. */
  static Machine start(Diary diary) throws Exception {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    Path folder = Files.createTempDirectory(target, "crash-");
    OneMachine one = new OneMachine(PLANS, plan(), folder, PACE, false, diary::line);
    Machine machine = new Machine(diary, folder, one);
    Runtime.getRuntime().addShutdownHook(new Thread(machine::stop));
    one.start(true);
    one.where().forEach(diary::line);
    return machine;
  }

  /** The database of staging. */
  Database staging() {
    return new Database(machine.target("menuca-staging"));
  }

  /** The target of staging. */
  Target stagingTarget() {
    return machine.target("menuca-staging");
  }

  /** Its state folder. */
  Path folder() {
    return folder;
  }

  /** Starts a worker that serves everything, and waits until it polls. */
  WorkerProcess worker() throws Exception {
    Path log = folder.resolve("worker-" + (workers.size() + 1) + ".log");
    WorkerProcess worker =
        WorkerProcess.start(machine.configuration(), machine.temporal().address(), log);
    workers.add(worker);
    worker.awaitPolling();
    diary.line("worker " + worker.pid() + " polls");
    return worker;
  }

  /** Starts the deployment. */
  Deployment deploy() {
    Deployment deployment = Deployment.start(machine.temporal().profile(), PLAN);
    diary.line("started " + deployment.id());
    return deployment;
  }

  /** Stops the PostgreSQL that holds what Soakgate keeps. */
  void stopStore() throws Exception {
    assertThat(PostgresCluster.stop(storeFolder())).isTrue();
    diary.line("the store is down");
  }

  /** Starts it again, on the port it had. */
  void startStore() throws Exception {
    PostgresBinaries binaries = PostgresBinaries.find(CacheDirectory.path(), diary::line);
    store = PostgresCluster.start(binaries, storeFolder(), PostgresOptions.telling(diary::line));
    diary.line("the store is up again on port " + store.port());
  }

  private Path storeFolder() {
    return folder.resolve("postgres").resolve(DevEnvironment.STORE);
  }

  /** The state folder, for verbs. */
  String state() {
    return folder.toString();
  }

  /** {@code kill -9} of the Temporal server. */
  void killTemporal() throws Exception {
    OwnedProcess server = OwnedProcess.read(folder.resolve("processes/temporal")).orElseThrow();
    assertThat(server.end("KILL", AT_ONCE)).isTrue();
    diary.line("killed the Temporal server " + server.pid());
  }

  /** Starts the Temporal server again, as the next {@code soakgate dev} would. */
  void restartTemporal() throws Exception {
    DevOptions options =
        new DevOptions(folder, CacheDirectory.path(), List.of(), false, diary::line);
    restarted = TemporalServer.open(options, ClientConfigProfile.newBuilder().build());
    diary.line("Temporal again: " + restarted.story());
    assertThat(restarted.address()).isEqualTo(machine.temporal().address());
  }

  /**
   * Stops everything.
   *
   * @param told whether the story went as told, so that nothing is left to look at
   */
  void close(boolean told) throws IOException {
    stop();
    if (told) {
      io.soakgate.embedded.Folders.delete(folder);
    } else {
      diary.line("left for a look: " + folder);
    }
  }

  /** Also when the tests themselves are ended in the middle. */
  private synchronized void stop() {
    try {
      workers.forEach(WorkerProcess::kill);
      if (restarted != null) {
        restarted.close();
      }
      if (store != null) {
        store.close();
      }
      machine.close();
    } catch (IOException e) {
      diary.line("not everything could be stopped: " + e.getMessage());
    }
  }

  private static Plan plan() {
    Configuration nothing = Configuration.none(PLANS);
    Problems problems = new Problems();
    return ReadPlan.of(PLANS, PLAN, Parts.of(nothing, System.out).catalogue(), problems)
        .orElseThrow(() -> new AssertionError(problems.list()))
        .plan();
  }
}
