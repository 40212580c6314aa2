package io.soakgate.history;

import io.soakgate.plan.History;
import java.nio.charset.StandardCharsets;

/**
 * A file of a history's folder.
 *
 * @param path relative to the plan's folder
 * @param bytes UTF-8
 */
public record MigrationFile(String path, byte[] bytes) {

  /** Its name without its folder. */
  public String name() {
    return History.name(path);
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
