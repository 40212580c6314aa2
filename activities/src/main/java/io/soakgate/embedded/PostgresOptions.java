package io.soakgate.embedded;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a throw-away cluster is started.
 *
 * @param settings more server settings, each {@code name=value}; they win over the default ones
 * @param patience how long a start or a fast stop may take before it counts as failed
 * @param progress told what takes time
 */
public record PostgresOptions(List<String> settings, Duration patience, Consumer<String> progress) {

  /** No settings of its own, 60 s patience. */
  public static PostgresOptions telling(Consumer<String> progress) {
    return new PostgresOptions(List.of(), Duration.ofSeconds(60), progress);
  }

  /** These options with one more setting, such as {@code max_connections=20}. */
  public PostgresOptions with(String setting) {
    List<String> more = new java.util.ArrayList<>(settings);
    more.add(setting);
    return new PostgresOptions(List.copyOf(more), patience, progress);
  }
}
