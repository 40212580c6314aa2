package io.soakgate.dev;

import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The servers of one machine, started where they are missing: Temporal, one PostgreSQL cluster per
 * target, one for Soakgate's own database. What an earlier process left is adopted or stopped.
 *
 * <p>Made first and started then, so that a shutdown hook can close it at any moment of its start.
 */
public final class DevEnvironment implements AutoCloseable {
  /** The name of the cluster, and of the database in it, that holds what Soakgate keeps. */
  public static final String STORE = "soakgate";

  private static final long WIND_DOWN_SECONDS = 20;

  private final DevOptions options;
  private final Clusters clusters;
  private final ExecutorService starters = Executors.newCachedThreadPool();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private StateLock lock;
  private TemporalServer temporal;
  private boolean closed;

  /** Nothing is started yet. */
  public DevEnvironment(DevOptions options) {
    this.options = options.tellingInTurn();
    this.clusters = new Clusters(this.options);
  }

  /**
   * Starts or adopts everything and returns when all of it answers.
   *
   * @throws IOException when another process has the folder, or something does not start; all of it
   *     is stopped then
   * @throws InterruptedException when it is closed meanwhile, or this thread is interrupted
   */
  public void start() throws IOException, InterruptedException {
    take();
    try {
      clusters.stopOthers();
      startAll();
      Files.writeString(addressFile(), temporal().address() + "\n");
    } catch (IOException | InterruptedException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  private synchronized void take() throws IOException, InterruptedException {
    if (closed) {
      throw new InterruptedException("closed before it was started");
    }
    lock = StateLock.take(options.folder());
  }

  private void startAll() throws IOException, InterruptedException {
    PostgresBinaries binaries = PostgresBinaries.find(options.cache(), options::tell);
    List<Future<?>> starts = new ArrayList<>();
    starts.add(begin(() -> running(TemporalServer.open(options))));
    for (String name : clusters.names()) {
      starts.add(
          begin(
              () -> {
                clusters.start(name, binaries);
                return null;
              }));
    }
    for (Future<?> start : starts) {
      await(start);
    }
    try {
      cluster(STORE).createDatabase(STORE);
    } catch (SQLException failed) {
      throw new IOException("Soakgate's own database cannot be created", failed);
    }
  }

  private synchronized Future<?> begin(Callable<Void> start) throws InterruptedException {
    if (closed) {
      throw new InterruptedException("closed while starting");
    }
    return starters.submit(start);
  }

  private static void await(Future<?> start) throws IOException, InterruptedException {
    try {
      start.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException reason) {
        throw reason;
      }
      if (failed.getCause() instanceof InterruptedException stop) {
        throw stop;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  private synchronized Void running(TemporalServer server) {
    temporal = server;
    return null;
  }

  /** Where other processes read the address of Temporal while this runs. */
  private Path addressFile() {
    return options.folder().resolve("temporal.address");
  }

  /** The Temporal server. */
  public synchronized TemporalServer temporal() {
    return temporal;
  }

  /** The cluster of a target, or {@link #STORE}. */
  public PostgresCluster cluster(String name) {
    return clusters.get(name);
  }

  /** Where everything is, one line each; no secrets. */
  public List<String> where() {
    List<String> lines = new ArrayList<>(List.of("Temporal: " + temporal().story()));
    clusters.names().forEach(name -> lines.add(clusters.where(name)));
    return lines;
  }

  /**
   * Lets go without stopping anything, for a look afterwards; the next start adopts it.
   *
   * @throws IllegalStateException when Temporal lives in this process and would end with it
   */
  public synchronized void leave() throws IOException {
    if (!temporal.outlivesUs()) {
      throw new IllegalStateException(
          "nothing can be left running: the Temporal server is inside this process");
    }
    closed = true;
    starters.shutdown();
    lock.close();
    stopped.countDown();
  }

  /** Stops everything, also in the middle of a start. A later call waits for the first. */
  @Override
  public void close() throws IOException {
    try {
      if (toClose()) {
        // Not under our lock: what is starting needs it to say that it runs.
        starters.awaitTermination(WIND_DOWN_SECONDS, TimeUnit.SECONDS);
        stopAll();
      }
      stopped.await();
    } catch (InterruptedException hurry) {
      stopAll();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean toClose() {
    boolean first = !closed;
    closed = true;
    starters.shutdownNow();
    return first;
  }

  private synchronized void stopAll() throws IOException {
    List<IOException> failures = new ArrayList<>();
    if (lock != null) { // else the folder is another process's, and so is everything in it
      if (temporal != null) {
        stop(failures, temporal::close);
      }
      clusters.names().forEach(name -> stop(failures, () -> clusters.stop(name)));
      stop(failures, () -> Files.deleteIfExists(addressFile()));
      stop(failures, lock::close);
    }
    stopped.countDown();
    if (!failures.isEmpty()) {
      IOException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void stop(List<IOException> failures, Step step) {
    try {
      step.run();
    } catch (IOException failed) {
      failures.add(failed);
    }
  }
}
