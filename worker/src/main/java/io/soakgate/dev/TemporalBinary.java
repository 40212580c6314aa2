package io.soakgate.dev;

import io.soakgate.embedded.CommandLine;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.internal.devserver.TemporalDevServerDownloader;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds, fetches or builds the {@code temporal} program. */
final class TemporalBinary {
  private static final String NAME = "temporal";
  private static final String SOURCE = "https://temporal.download";
  private static final String SOURCE_PROPERTY = "io.temporal.testing.devServerDownloadBaseUrl";
  private static final int PATIENCE_MILLIS = 3_000;

  private final Path cache;
  private final Consumer<String> progress;
  private final List<String> tried = new ArrayList<>();

  TemporalBinary(Path cache, Consumer<String> progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /** The program: the PATH's, the cache's, the SDK's download, or one built with Go, once. */
  Optional<Path> find() throws IOException, InterruptedException {
    return CommandLine.onPath(NAME)
        .or(this::cached)
        .or(this::downloaded)
        .or(new GoBuild(GoBuild.installed(), cache, progress, tried::add)::build)
        .filter(Files::isExecutable);
  }

  /** Why there is none, and what to do. */
  String nowhere() {
    return "no Temporal server here: no `temporal` program on the PATH or in "
        + cache
        + "; "
        + String.join("; ", tried)
        + "; install the Temporal CLI, or Go to build it, or set TEMPORAL_ADDRESS";
  }

  private Optional<Path> cached() {
    Path program = cache.resolve(NAME);
    return Files.isExecutable(program) ? Optional.of(program) : Optional.empty();
  }

  /** The SDK itself waits 15 s for a network that swallows connections. */
  private static void reach() throws IOException {
    URLConnection connection =
        new URL(System.getProperty(SOURCE_PROPERTY, SOURCE)).openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    connection.connect();
  }

  private Optional<Path> downloaded() {
    progress.accept("looking for a Temporal server to download");
    try {
      reach();
      Path fetched =
          TemporalDevServerDownloader.prepare(
              TemporalDevServerOptions.newBuilder()
                  .setDownloadDestination(cache.resolve("temporal-download").toString())
                  .build());
      return Optional.of(Files.move(fetched, cache.resolve(NAME), StandardCopyOption.ATOMIC_MOVE));
    } catch (IOException | RuntimeException refused) {
      Throwable reason = refused;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      tried.add("the SDK's download failed: " + reason);
      progress.accept("no download: " + reason);
      return Optional.empty();
    }
  }
}
