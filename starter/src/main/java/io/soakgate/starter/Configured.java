package io.soakgate.starter;

import io.soakgate.plan.reading.Problems;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which configuration a verb goes by: the one that is named, or the one that is in its place. */
final class Configured {
  @Mixin private Place place;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the worker's configuration (default: the one that dev or demo wrote)")
  private Path config;

  Place place() {
    return place;
  }

  /** Whether somebody named one. */
  boolean named() {
    return config != null;
  }

  /** Whether there is one to read, or should be because somebody named it. */
  boolean there() {
    return named() || Files.isReadable(file());
  }

  private Path file() {
    return named() ? config : place.configuration();
  }

  /**
   * Reads it.
   *
   * @throws BadInput when it is not there or wrong; all its problems are told at once
   */
  Configuration read() throws IOException {
    return read(file());
  }

  /** Reads a configuration that no option names. */
  static Configuration read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new BadInput(file + ": no such configuration; name one with --config");
    }
    Problems problems = new Problems();
    return ConfigurationReader.read(file, problems)
        .orElseThrow(() -> new BadInput(problems.list()));
  }
}
