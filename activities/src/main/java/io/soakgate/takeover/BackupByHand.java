package io.soakgate.takeover;

import io.soakgate.plan.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An environment's backup as commands.
 *
 * @param variable the environment variable that stands for the target
 * @param folder where this configuration keeps backups
 */
record BackupByHand(Known known, Environment environment, String variable, Path folder) {

  /** Takes one. */
  String take() {
    return """
            pg_dump --format=directory --jobs=2 --file=backup-%s --dbname="$%s"
            pg_restore --list backup-%s > /dev/null   # it can be read; prove it by restoring it
        """
        .formatted(environment.name(), variable, environment.name());
  }

  /**
   * Restores it beside the database, and then in its place: the old one is kept under another name.
   */
  String restore() {
    String dump = found().map(Path::toString).orElse("\"$BACKUP\"   # where the dump lies");
    return """
            # ${%1$s_NEW}: the same server, database NEW_NAME; ${%1$s_ADMIN}: the same, database postgres
            psql -X -v ON_ERROR_STOP=1 -d "$%1$s_ADMIN" -c 'CREATE DATABASE "NEW_NAME"'
            pg_restore --exit-on-error --jobs=2 --dbname="$%1$s_NEW" %2$s
            # look at it, keep clients out, and then swap:
            psql -X -v ON_ERROR_STOP=1 -1 -d "$%1$s_ADMIN" \\
              -c 'ALTER DATABASE "OLD_NAME" RENAME TO "OLD_NAME_before_restore"' \\
              -c 'ALTER DATABASE "NEW_NAME" RENAME TO "OLD_NAME"'
        """
        .formatted(variable, dump);
  }

  private Optional<Path> found() {
    Path here = folder.resolve(known.kept().deployment()).resolve(environment.name());
    if (!Files.isDirectory(here)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(here)) {
      return all.map(p -> p.resolve("dump"))
          .filter(Files::isDirectory)
          .max(Comparator.comparing(BackupByHand::written));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static FileTime written(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
