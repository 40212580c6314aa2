package io.soakgate.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the Maven package of PostgreSQL binaries (initdb, pg_ctl, postgres; no client tools). */
final class PackagedPostgres {
  /** The name of the archive in such a package. */
  static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PackagedPostgres() {}

  /** The folder of the programs, unpacked by now; two processes may do it at the same time. */
  static Path unpack(Path cache, Consumer<String> progress) throws IOException {
    return unpack(PackagedPostgres.class.getResource(ARCHIVE), cache, progress);
  }

  /** The same of another such package; null when there is none. */
  static Path unpack(URL archive, Path cache, Consumer<String> progress) throws IOException {
    if (archive == null || !fits()) {
      throw new IOException(
          "no PostgreSQL here: none of version 14 or newer is installed, and the packaged one is for"
              + " Linux on x86-64 only; install PostgreSQL and put its bin folder on the PATH");
    }
    Path home = cache.resolve("postgres-" + name(archive));
    if (!Files.isDirectory(home)) {
      progress.accept("unpacking PostgreSQL to " + home + " (once)");
      Files.createDirectories(cache);
      Path draft = Files.createTempDirectory(cache, "unpacking-");
      try (InputStream bytes = archive.openStream()) {
        extract(bytes, draft);
        publish(draft, home);
      } finally {
        Folders.delete(draft);
      }
    }
    return home.resolve("bin");
  }

  private static boolean fits() {
    return System.getProperty("os.name").equals("Linux")
        && Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  }

  /** The version in the jar's name, so that a newer package is unpacked beside an older one. */
  private static String name(URL archive) {
    String jar = archive.getPath().replaceAll("!.*", "");
    String file = jar.substring(jar.lastIndexOf('/') + 1).replace(".jar", "");
    return file.substring(file.lastIndexOf('-') + 1);
  }

  private static void publish(Path draft, Path home) throws IOException {
    Files.setPosixFilePermissions(
        draft, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException impossible) {
      throw impossible;
    } catch (IOException anotherWasFaster) {
      if (!Files.isDirectory(home)) {
        throw anotherWasFaster;
      }
    }
  }

  private static void extract(InputStream bytes, Path into) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(bytes)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = into.resolve(entry.getName()).normalize();
        if (!path.startsWith(into)) {
          throw new IOException(entry.getName() + ": leaves the folder it is unpacked to");
        }
        extract(tar, entry, path);
      }
    }
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      throw new IOException(entry.getName() + ": a hard link, which this package never had");
    } else {
      Files.copy(tar, path);
      Files.setPosixFilePermissions(path, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if ((mode & 0100) != 0) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    return permissions;
  }
}
