package io.soakgate.dev;

import io.soakgate.embedded.CommandLine;
import io.soakgate.embedded.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Builds the Temporal server with Go, once per account: 3 to 6 minutes on two cores. */
final class GoBuild {
  // Newer versions of the CLI cannot be built this way (decision: design, section 5).
  private static final String MODULE = "github.com/temporalio/cli/cmd/temporal@v1.5.1";
  private static final String DRAFT = "building-";
  private static final long TOLD_EVERY_SECONDS = 5;

  private final Optional<Path> go;
  private final Path cache;
  private final Consumer<String> progress;
  private final Consumer<String> tried;
  private volatile String last = "starting";

  GoBuild(Optional<Path> go, Path cache, Consumer<String> progress, Consumer<String> tried) {
    this.go = go;
    this.cache = cache;
    this.progress = progress;
    this.tried = tried;
  }

  /** The installed Go, where its own installer puts it too. */
  static Optional<Path> installed() {
    Path usual = Path.of("/usr/local/go/bin/go");
    return CommandLine.onPath("go").or(() -> Optional.of(usual).filter(Files::isExecutable));
  }

  /** The program in the cache; nothing where there is no Go or it cannot build it. */
  Optional<Path> build() {
    if (go.isEmpty()) {
      tried.accept("Go is not installed");
      return Optional.empty();
    }
    try {
      Files.createDirectories(cache);
      return alone(go.get());
    } catch (IOException failed) {
      tried.accept("the build with Go failed: " + failed.getMessage());
      return Optional.empty();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      tried.accept("the build with Go was stopped");
      return Optional.empty();
    }
  }

  private Optional<Path> alone(Path compiler) throws IOException, InterruptedException {
    Path program = cache.resolve("temporal");
    try (FileChannel file =
            FileChannel.open(
                cache.resolve("temporal.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock turn = turn(file)) {
      if (!turn.isValid() || !Files.isExecutable(program)) {
        install(compiler, program);
      }
    }
    return Optional.of(program);
  }

  private FileLock turn(FileChannel file) throws IOException {
    FileLock free = file.tryLock();
    if (free != null) {
      return free;
    }
    progress.accept("another process builds the Temporal server; waiting for it");
    return file.lock();
  }

  private void install(Path compiler, Path program) throws IOException, InterruptedException {
    removeDrafts(); // of builds that were killed: we are alone here
    Path draft = Files.createTempDirectory(cache, DRAFT);
    try {
      ProcessBuilder builder = new ProcessBuilder(compiler.toString(), "install", "-v", MODULE);
      builder.environment().put("GOBIN", draft.toString());
      Process build = builder.redirectErrorStream(true).start();
      build.getOutputStream().close();
      watch(build);
      if (build.exitValue() != 0) {
        throw new IOException(last);
      }
      Files.move(draft.resolve("temporal"), program, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(draft);
    }
  }

  private void removeDrafts() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      for (Path draft : files.filter(GoBuild::isDraft).toList()) {
        Folders.delete(draft);
      }
    }
  }

  private static boolean isDraft(Path file) {
    return file.getFileName().toString().startsWith(DRAFT);
  }

  private void watch(Process build) throws InterruptedException {
    Instant start = Instant.now();
    Thread listening = new Thread(() -> listen(build), "go-build");
    listening.setDaemon(true);
    listening.start();
    Thread atExit = new Thread(() -> end(build));
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      while (!build.waitFor(TOLD_EVERY_SECONDS, TimeUnit.SECONDS)) {
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        progress.accept(
            "building the Temporal server, once, usually 3 to 6 minutes: %d:%02d %s"
                .formatted(seconds / 60, seconds % 60, last));
      }
      listening.join();
    } finally {
      end(build);
      forget(atExit);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // Then the hook runs by itself.
    }
  }

  /** Go leaves its compilers running when it is killed alone. */
  private static void end(Process build) {
    List<ProcessHandle> compilers = build.descendants().toList();
    build.destroy();
    compilers.forEach(ProcessHandle::destroy);
  }

  private void listen(Process build) {
    try (BufferedReader lines = build.inputReader()) {
      lines.lines().forEach(line -> last = line);
    } catch (IOException | UncheckedIOException closed) {
      // The build was stopped.
    }
  }
}
