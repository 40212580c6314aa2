package io.soakgate.starter;

import io.soakgate.identity.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The keys of whoever uses this command line, each in a file that only its owner can read. */
final class KeyFolder {
  private static final String ENDING = ".key";
  private static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> MINE_ALONE =
      PosixFilePermissions.fromString("rwx------");

  private KeyFolder() {}

  /** Where keys are kept: {@code soakgate/keys} in the user's configuration folder. */
  static Path path() {
    String configured = System.getenv("XDG_CONFIG_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(configured);
    return base.resolve("soakgate").resolve("keys");
  }

  /**
   * Keeps a new key.
   *
   * @throws BadInput when there is one of that name: whoever knows its owner by it would not know
   *     the new one
   */
  static Path keep(Path folder, String name, SigningKey key) throws IOException {
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}")) {
      throw new BadInput(
          "a key's name has letters, digits, dots and dashes, as in the worker's configuration");
    }
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(MINE_ALONE));
    Path file = folder.resolve(name + ENDING);
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(MINE));
    } catch (FileAlreadyExistsException there) {
      throw new BadInput(
          file + " is there already, and nothing was written; move it away to make a new one");
    }
    Files.writeString(file, key.text());
    return file;
  }

  /**
   * The key to sign with.
   *
   * @param file the named file, or null for the person's own in the usual folder
   * @param person who speaks, or null
   * @throws BadInput when the named file is no key, or others may read it
   */
  static Optional<SigningKey> key(Path file, String person) throws IOException {
    if (file == null && (person == null || !person.matches("[^/\\\\\\p{Cntrl}]+"))) {
      return Optional.empty();
    }
    Path chosen = file == null ? path().resolve(person + ENDING) : file;
    if (file == null && !Files.exists(chosen)) {
      return Optional.empty();
    }
    if (!Files.isReadable(chosen)) {
      throw new BadInput(chosen + ": no such key; make one with soakgate key new");
    }
    mineAlone(chosen);
    try {
      return Optional.of(SigningKey.parse(Files.readString(chosen)));
    } catch (IllegalArgumentException noKey) {
      throw new BadInput(chosen + ": " + noKey.getMessage());
    }
  }

  private static void mineAlone(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")
        && !MINE.containsAll(Files.getPosixFilePermissions(file))) {
      throw new BadInput(
          file
              + ": others may read this key, so it proves nothing; chmod 600 it, or make a new one");
    }
  }
}
