package io.soakgate.dev;

import io.soakgate.embedded.CacheDirectory;
import java.nio.file.Path;
import java.util.List;

/** A program that starts everything and waits to be killed. */
final class DevHolder {
  private DevHolder() {}

  public static void main(String[] arguments) throws Exception {
    DevEnvironment dev =
        new DevEnvironment(options(Path.of(arguments[0]), List.of("staging", "production")));
    dev.start();
    System.out.println("ready");
    Thread.currentThread().join();
  }

  static DevOptions options(Path folder, List<String> targets) {
    return new DevOptions(folder, CacheDirectory.path(), targets, false, System.err::println);
  }
}
