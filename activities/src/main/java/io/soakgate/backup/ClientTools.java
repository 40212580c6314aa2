package io.soakgate.backup;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code pg_dump} and {@code pg_restore}.
 *
 * @param pgDump where it is
 * @param pgRestore where it is
 * @param major the major version of {@code pg_dump}
 */
public record ClientTools(Path pgDump, Path pgRestore, int major) {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  /**
   * Looks for the tools.
   *
   * @param folder the only place to look, or null for the folders of {@code PATH}
   * @return empty unless both are there and {@code pg_dump --version} answers
   */
  public static Optional<ClientTools> find(Path folder) {
    List<Path> folders = folder == null ? onPath() : List.of(folder);
    return folders.stream()
        .filter(f -> executable(f, "pg_dump") && executable(f, "pg_restore"))
        .findFirst()
        .flatMap(ClientTools::in);
  }

  /** Whether these can dump a server: {@code pg_dump} refuses one that is newer than itself. */
  public boolean canDump(int serverMajor) {
    return major >= serverMajor;
  }

  private static Optional<ClientTools> in(Path folder) {
    Path dump = folder.resolve("pg_dump");
    return version(dump).map(major -> new ClientTools(dump, folder.resolve("pg_restore"), major));
  }

  private static List<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
        .filter(p -> !p.isBlank())
        .map(Path::of)
        .toList();
  }

  private static boolean executable(Path folder, String name) {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static Optional<Integer> version(Path tool) {
    try {
      Process process =
          new ProcessBuilder(tool.toString(), "--version").redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readNBytes(1000), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      Matcher matcher = VERSION.matcher(said);
      return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
