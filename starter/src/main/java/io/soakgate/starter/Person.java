package io.soakgate.starter;

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

  String deployment() {
    return deployment;
  }

  String by() {
    return by;
  }
}
