package io.soakgate.dev;

import io.soakgate.embedded.OwnedProcess;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The servers of one machine, started where they are missing: Temporal, one PostgreSQL cluster per
 * target, one for Soakgate's own database. What an earlier process left is adopted or stopped.
 *
 * <p>Made first and started then, so that a shutdown hook can close it at any moment of its start.
 */
public final class DevEnvironment implements AutoCloseable {
  /** The name of the cluster, and of the database in it, that holds what Soakgate keeps. */
  public static final String STORE = "soakgate";

  private static final Duration KILL = Duration.ofSeconds(10);
  private static final long WIND_DOWN_SECONDS = 20;

  private final DevOptions options;
  private final ExecutorService starters = Executors.newCachedThreadPool();
  private final Map<String, PostgresCluster> clusters = new LinkedHashMap<>();
  private StateLock lock;
  private TemporalServer temporal;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean closed;

  /** Nothing is started yet. */
  public DevEnvironment(DevOptions options) {
    Object turn = new Object();
    this.options =
        new DevOptions(
            options.folder(),
            options.cache(),
            options.targets(),
            options.searchAttributes(),
            options.inJvm(),
            line -> {
              synchronized (turn) {
                options.progress().accept(line);
              }
            });
  }

  /**
   * Starts or adopts everything and returns when all of it answers.
   *
   * @throws IOException when another process has the folder, or something does not start; all of it
   *     is stopped then
   */
  public void start() throws IOException, InterruptedException {
    synchronized (this) {
      lock = StateLock.take(options.folder());
    }
    try {
      stopStrangers();
      startAll();
      Files.writeString(addressFile(), temporal().address() + "\n");
    } catch (IOException | InterruptedException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  private void startAll() throws IOException, InterruptedException {
    PostgresBinaries binaries = PostgresBinaries.find(options.cache(), options::tell);
    List<Future<?>> starts = new ArrayList<>();
    starts.add(begin(() -> running(TemporalServer.open(options))));
    for (String name : clusterNames()) {
      starts.add(begin(() -> running(name, cluster(name, binaries))));
    }
    for (Future<?> start : starts) {
      await(start);
    }
    try (var session = cluster(STORE).connect("postgres")) {
      session.isValid(1);
      cluster(STORE).createDatabase(STORE);
    } catch (java.sql.SQLException failed) {
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

  private PostgresCluster cluster(String name, PostgresBinaries binaries)
      throws IOException, InterruptedException {
    PostgresCluster cluster =
        PostgresCluster.start(
            binaries, clusterFolder(name), PostgresOptions.telling(options::tell));
    cluster.process().write(options.record(recordName(name)));
    return cluster;
  }

  private synchronized Void running(TemporalServer server) {
    temporal = server;
    return null;
  }

  private synchronized Void running(String name, PostgresCluster cluster) {
    clusters.put(name, cluster);
    return null;
  }

  /** Stops what is written down here and no longer asked for, such as a target that was renamed. */
  private void stopStrangers() throws IOException, InterruptedException {
    Path records = options.folder().resolve("processes");
    List<String> wanted =
        Stream.concat(Stream.of(DevServer.NAME), clusterNames().stream().map(this::recordName))
            .toList();
    if (!Files.isDirectory(records)) {
      return;
    }
    try (Stream<Path> files = Files.list(records)) {
      for (Path file : files.filter(it -> !wanted.contains(name(it))).toList()) {
        OwnedProcess left = OwnedProcess.read(file).orElse(null);
        if (left != null && left.alive()) {
          options.tell("stopping " + name(file) + ", process " + left.pid() + ", left running");
          if (!left.end("INT", KILL)) {
            left.end("KILL", KILL);
          }
        }
        Files.deleteIfExists(file);
      }
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private String recordName(String cluster) {
    return "postgres-" + cluster;
  }

  private List<String> clusterNames() {
    return Stream.concat(Stream.of(STORE), options.targets().stream()).toList();
  }

  private Path clusterFolder(String name) {
    return options.folder().resolve("postgres").resolve(name);
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
  public synchronized PostgresCluster cluster(String name) {
    PostgresCluster cluster = clusters.get(name);
    if (cluster == null) {
      throw new IllegalArgumentException(name + ": no cluster of that name runs here");
    }
    return cluster;
  }

  /** Where everything is, one line each; no secrets. */
  public synchronized List<String> where() {
    List<String> lines = new ArrayList<>();
    lines.add("Temporal: " + temporal.story());
    for (String name : clusterNames()) {
      PostgresCluster cluster = cluster(name);
      lines.add(
          name
              + ": postgresql://"
              + cluster.user()
              + "@127.0.0.1:"
              + cluster.port()
              + ", password in "
              + cluster.passwordFile()
              + (cluster.adopted() ? " (left running, adopted, process " : " (process ")
              + cluster.process().pid()
              + ")");
    }
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
  }

  /** Stops everything, also in the middle of a start. A second call does nothing. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      starters.shutdownNow();
    }
    try {
      // Not under our lock: what is starting needs it to say that it runs.
      starters.awaitTermination(WIND_DOWN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    try {
      stopAll();
    } finally {
      stopped.countDown();
    }
  }

  /** Waits until a close on another thread has stopped everything. */
  void awaitClosed() throws InterruptedException {
    stopped.await();
  }

  private synchronized void stopAll() throws IOException {
    if (lock == null) {
      return; // the folder is another process's, and so is everything in it
    }
    List<IOException> failures = new ArrayList<>();
    if (temporal != null) {
      stop(failures, temporal::close);
    }
    for (Map.Entry<String, PostgresCluster> each : clusters.entrySet()) {
      stop(failures, each.getValue()::close);
      stop(failures, () -> Files.deleteIfExists(options.record(recordName(each.getKey()))));
    }
    stop(failures, () -> Files.deleteIfExists(addressFile()));
    stop(failures, lock::close);
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
