package io.soakgate.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy of a plan whose bounds of time are kept by a busy machine, too: for tests of who does
 * what, and not of how fast it is.
 */
public final class PatientPlan {
  private static final Path PLANS = Path.of("..", "plans").toAbsolutePath().normalize();

  private PatientPlan() {}

  /**
   * Copies it.
   *
   * @return the folder of all plans that it is in
   */
  public static Path in(Path folder, String name) throws IOException {
    Path plans = folder.resolve("plans");
    PlanFolder.copy(PLANS.resolve(name), plans.resolve(name));
    Path yaml = plans.resolve(name).resolve("plan.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace("overhead: \"< 10%\", ", "")
            .replaceAll("([<+]) \\d+ ms\"", "$1 20 s\"")
            .replaceAll("< \\d ?s\"", "< 20 s\"")
            .replaceAll("query: \\{file: ([^,}]+)}", "query: {file: $1, timeout: 5m}"));
    return plans;
  }
}
