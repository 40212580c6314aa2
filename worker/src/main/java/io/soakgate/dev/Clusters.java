package io.soakgate.dev;

import io.soakgate.embedded.OwnedProcess;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The PostgreSQL clusters of a state folder: one per target, one for what Soakgate keeps. */
final class Clusters {
  private static final Duration KILL = Duration.ofSeconds(10);
  private static final String RECORD = "postgres-";

  private final DevOptions options;
  private final Map<String, PostgresCluster> running = new ConcurrentHashMap<>();

  Clusters(DevOptions options) {
    this.options = options;
  }

  List<String> names() {
    return Stream.concat(Stream.of(DevEnvironment.STORE), options.targets().stream()).toList();
  }

  /** Starts or adopts one, and writes its process down. */
  void start(String name, PostgresBinaries binaries) throws IOException, InterruptedException {
    Path folder = options.folder().resolve("postgres").resolve(name);
    PostgresCluster cluster =
        PostgresCluster.start(binaries, folder, PostgresOptions.telling(options::tell));
    running.put(name, cluster);
    cluster.process().write(options.record(RECORD + name));
  }

  /** Stops what is written down here and no longer asked for, such as a target that was renamed. */
  void stopOthers() throws IOException, InterruptedException {
    Path records = options.folder().resolve("processes");
    List<String> wanted = names().stream().map(RECORD::concat).toList();
    if (!Files.isDirectory(records)) {
      return;
    }
    try (Stream<Path> files = Files.list(records)) {
      for (Path file : files.filter(it -> isCluster(it) && !wanted.contains(name(it))).toList()) {
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

  private static boolean isCluster(Path record) {
    return name(record).startsWith(RECORD);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  PostgresCluster get(String name) {
    PostgresCluster cluster = running.get(name);
    if (cluster == null) {
      throw new IllegalArgumentException(name + ": no cluster of that name runs here");
    }
    return cluster;
  }

  /** Where one is; no secrets. */
  String where(String name) {
    PostgresCluster cluster = get(name);
    return "%s: postgresql://%s@127.0.0.1:%d, password in %s (%sprocess %d)"
        .formatted(
            name,
            cluster.user(),
            cluster.port(),
            cluster.passwordFile(),
            cluster.adopted() ? "left running, adopted, " : "",
            cluster.process().pid());
  }

  /** Stops one if it runs. */
  void stop(String name) throws IOException {
    PostgresCluster cluster = running.get(name);
    if (cluster != null) {
      cluster.close();
      Files.deleteIfExists(options.record(RECORD + name));
    }
  }
}
