package io.soakgate.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A password as a libpq password file, readable by its owner alone and gone when closed; so it
 * stands neither in an argument nor in an environment that others can list.
 */
public record PassFile(Path path) implements AutoCloseable {

  /** Writes it. */
  public static PassFile holding(String password) throws IOException {
    Path path =
        Files.createTempFile(
            "soakgate",
            ".pgpass",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String escaped = password.replace("\\", "\\\\").replace(":", "\\:");
    Files.writeString(path, "*:*:*:*:" + escaped + "\n");
    return new PassFile(path);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
