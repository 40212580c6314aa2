package io.soakgate.embedded;

import java.nio.file.Path;

/** A program that starts a cluster and waits to be killed; says the server's pid when it runs. */
final class ClusterHolder {
  private ClusterHolder() {}

  public static void main(String[] arguments) throws Exception {
    PostgresCluster cluster =
        PostgresCluster.start(
            TestCluster.binaries(), Path.of(arguments[0]), PostgresOptions.telling(line -> {}));
    cluster.createDatabase("kept");
    System.out.println("pid " + cluster.process().pid());
    Thread.currentThread().join();
  }
}
