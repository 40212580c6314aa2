package io.soakgate.starter;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where this command line keeps what {@code dev} and {@code demo} start. */
final class Place {
  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description = "where dev and demo keep what they start (default: ${DEFAULT-VALUE})",
      defaultValue = ".soakgate")
  private Path state;

  Path state() {
    return state.toAbsolutePath().normalize();
  }

  /** The address of the Temporal server that dev or demo started last. */
  Path temporalAddress() {
    return state().resolve("temporal.address");
  }

  /** The configuration that dev and demo wrote. */
  Path configuration() {
    return state().resolve("soakgate.yaml");
  }
}
