package io.soakgate.starter;

import io.soakgate.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which deployment is meant, and who speaks. */
final class Person {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DEPLOYMENT",
      description = "the deployment's id (default: the one that runs)")
  private String deployment;

  @Option(
      names = "--by",
      required = true,
      paramLabel = "NAME",
      description = "who says so; a name of the worker's role map")
  private String by;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "the key that signs it (default: the one that `key new --name NAME` made, where there is"
              + " one)")
  private Path key;

  /** The key that signs what NAME says, or empty: it is then sent unsigned. */
  Optional<SigningKey> key() throws IOException {
    return KeyFolder.key(key, by);
  }

  String deployment() {
    return deployment;
  }

  String by() {
    return by;
  }
}
