package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The superuser of a throw-away cluster. Its password lies alone in a file that only its owner can
 * read, so that a worker's configuration can refer to it.
 *
 * @param user the superuser's name
 * @param password its password; never in a log or a message
 */
record Login(String user, String password) {
  private static final String SUPERUSER = "postgres";
  // By this a password that got into a log, a history or a report is found there (INV-24).
  private static final String CANARY = "soakgate-canary-";

  /** A new superuser with a random password of 128 bits. */
  static Login fresh() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return new Login(SUPERUSER, CANARY + HexFormat.of().formatHex(random));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is missing or empty: the cluster's password is lost
   */
  static Login read(Path file) throws IOException {
    String password = Files.exists(file) ? Files.readString(file).strip() : "";
    if (password.isEmpty()) {
      throw new IOException(
          file
              + ": the password of this throw-away cluster is lost; stop its server if one runs,"
              + " and delete the folder "
              + file.getParent());
    }
    return new Login(SUPERUSER, password);
  }

  /** Writes the password to a file that only its owner can read. */
  void write(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password + "\n");
  }

  @Override
  public String toString() {
    return "Login[user=" + user + "]";
  }
}
