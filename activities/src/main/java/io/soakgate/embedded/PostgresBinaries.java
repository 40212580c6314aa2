package io.soakgate.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs of one PostgreSQL installation.
 *
 * @param folder where initdb and postgres are
 * @param version such as 15.18
 * @param clientTools where pg_dump and pg_restore of at least that major version are, if anywhere;
 *     an older pg_dump refuses a newer server
 */
public record PostgresBinaries(Path folder, String version, Optional<Path> clientTools) {
  /** The first version with {@code client_connection_check_interval}. */
  public static final int OLDEST = 14;

  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)(\\S*)");
  private static final List<String> HOMES =
      List.of("/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local/opt");

  /**
   * An installed PostgreSQL of version 14 or newer, else the packaged one, unpacked once.
   *
   * @param cache where the package is unpacked to
   * @param progress told what takes time
   * @throws IOException when there is none for this machine, or it cannot be unpacked
   */
  public static PostgresBinaries find(Path cache, Consumer<String> progress)
      throws IOException, InterruptedException {
    Optional<PostgresBinaries> installed = installed();
    return installed.isPresent() ? installed.get() : packaged(cache, progress);
  }

  /** The packaged binaries of this project, whatever is installed. Arguments as above. */
  public static PostgresBinaries packaged(Path cache, Consumer<String> progress)
      throws IOException, InterruptedException {
    return unpacked(PackagedPostgres.unpack(cache, progress));
  }

  /**
   * Those of another package than this project's, such as one of a newer version.
   *
   * @param jar the package
   */
  public static PostgresBinaries packaged(Path jar, Path cache, Consumer<String> progress)
      throws IOException, InterruptedException {
    URL archive = URI.create("jar:" + jar.toUri() + "!" + PackagedPostgres.ARCHIVE).toURL();
    return unpacked(PackagedPostgres.unpack(archive, cache, progress));
  }

  private static PostgresBinaries unpacked(Path folder) throws IOException, InterruptedException {
    return in(folder)
        .orElseThrow(
            () ->
                new IOException(
                    folder
                        + ": the unpacked PostgreSQL does not run here; delete the folder and try"
                        + " again, or install PostgreSQL 14 or newer"));
  }

  /** The installed one: the PATH's, pg_config's, then the newest where systems put them. */
  public static Optional<PostgresBinaries> installed() throws IOException, InterruptedException {
    List<Path> folders = new ArrayList<>();
    CommandLine.onPath("postgres").map(Path::getParent).ifPresent(folders::add);
    Optional<Path> config = CommandLine.onPath("pg_config");
    if (config.isPresent()) {
      folders.add(Path.of(CommandLine.run(List.of(config.get().toString(), "--bindir")).output()));
    }
    for (String home : HOMES) {
      folders.addAll(newestFirst(Path.of(home)));
    }
    for (Path folder : folders) {
      Optional<PostgresBinaries> found = in(folder);
      if (found.isPresent() && found.get().major() >= OLDEST) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static List<Path> newestFirst(Path home) throws IOException {
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(home)) {
      return versions
          .filter(
              path -> path.getFileName().toString().matches("(\\d+|pgsql-\\d+|postgresql@\\d+)"))
          .sorted(Comparator.comparingInt(PostgresBinaries::number).reversed())
          .map(path -> path.resolve("bin"))
          .toList();
    }
  }

  private static int number(Path folder) {
    return Integer.parseInt(folder.getFileName().toString().replaceAll("\\D", ""));
  }

  /** The installation in a folder, or nothing where initdb or postgres is missing or broken. */
  static Optional<PostgresBinaries> in(Path folder) throws InterruptedException {
    if (!Files.isExecutable(folder.resolve("initdb"))) {
      return Optional.empty();
    }
    Optional<String> version = version(folder.resolve("postgres"));
    if (version.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PostgresBinaries(folder, version.get(), clients(folder, major(version.get()))));
  }

  private static Optional<Path> clients(Path folder, int server) throws InterruptedException {
    List<Path> folders = new ArrayList<>(List.of(folder));
    CommandLine.onPath("pg_dump").map(Path::getParent).ifPresent(folders::add);
    for (Path candidate : folders) {
      Optional<String> dump = version(candidate.resolve("pg_dump"));
      if (dump.isPresent()
          && major(dump.get()) >= server
          && version(candidate.resolve("pg_restore")).equals(dump)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> version(Path program) throws InterruptedException {
    if (!Files.isExecutable(program)) {
      return Optional.empty();
    }
    try {
      String said = CommandLine.run(List.of(program.toString(), "--version")).output();
      Matcher version = VERSION.matcher(said);
      return version.find() ? Optional.of(version.group(1) + version.group(2)) : Optional.empty();
    } catch (IOException doesNotRun) {
      return Optional.empty();
    }
  }

  /** The major version, 14 or more unless it is a broken installation. */
  public int major() {
    return major(version);
  }

  private static int major(String version) {
    return Integer.parseInt(version.split("\\D", 2)[0]);
  }

  /** The path of one of its programs. */
  String program(String name) {
    return folder.resolve(name).toString();
  }

  /** Whether a library that a server loads at its start is there, such as pg_stat_statements. */
  boolean hasLibrary(String name) {
    Path home = folder.getParent();
    return Stream.of("lib", "lib/postgresql", "lib64", "lib64/pgsql", "lib/pgsql")
        .anyMatch(
            place ->
                Files.exists(home.resolve(place).resolve(name + ".so"))
                    || Files.exists(home.resolve(place).resolve(name + ".dylib")));
  }
}
