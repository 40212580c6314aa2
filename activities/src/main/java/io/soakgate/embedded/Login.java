package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * Who may log in to a throw-away cluster, and where it listened last.
 *
 * @param user the superuser's name
 * @param password its password; never in a log or a message
 * @param port the port of its last start, 0 before the first
 */
record Login(String user, String password, int port) {
  private static final String OWNER_ONLY = "rw-------";

  /** A new superuser {@code postgres} with a random password of 128 bits. */
  static Login fresh() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return new Login("postgres", HexFormat.of().formatHex(random), 0);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is missing or cut off: the cluster's password is lost
   */
  static Login read(Path file) throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    if (lines.size() != 3) {
      throw new IOException(
          file
              + ": the password of this throw-away cluster is lost; stop its server if one runs,"
              + " and delete the folder "
              + file.getParent());
    }
    return new Login(lines.get(0), lines.get(1), Integer.parseInt(lines.get(2)));
  }

  /** Writes a file that only its owner can read. */
  void write(Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    secret(draft, user + "\n" + password + "\n" + port + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes the password alone, for initdb. */
  void writePassword(Path file) throws IOException {
    secret(file, password + "\n");
  }

  private static void secret(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    Files.writeString(file, text);
  }

  Login at(int newPort) {
    return new Login(user, password, newPort);
  }

  @Override
  public String toString() {
    return "Login[user=" + user + ", port=" + port + "]";
  }
}
