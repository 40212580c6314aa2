package io.soakgate.starter;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where this command line keeps what {@code dev} and {@code demo} start. */
final class Place {
  private static final String USUAL = ".soakgate";

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description = "where dev and demo keep what they start (default: ${DEFAULT-VALUE})",
      defaultValue = USUAL)
  private Path state;

  Path state() {
    return state.toAbsolutePath().normalize();
  }

  /** What has to be typed behind a verb so that it finds this place again; mostly nothing. */
  String typed() {
    boolean usual = state().equals(Path.of(USUAL).toAbsolutePath());
    return usual ? "" : " --state \"" + state() + "\"";
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
