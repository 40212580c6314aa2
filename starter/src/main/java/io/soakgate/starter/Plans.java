package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import io.soakgate.plan.Problems;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The plans on this machine, read without contacting anything. */
final class Plans {
  @Option(
      names = "--plans",
      paramLabel = "FOLDER",
      description = "the folder of all plans (default: plans here, else beside the launcher)")
  private Path folder;

  /** The folder of all plans. */
  Path folder() {
    if (folder != null) {
      return folder.toAbsolutePath().normalize();
    }
    Path here = Path.of("plans").toAbsolutePath();
    String home = System.getProperty("soakgate.home");
    return Files.isDirectory(here) || home == null ? here : Path.of(home).resolve("plans");
  }

  /**
   * Reads and checks a plan, contacting nothing.
   *
   * @throws BadInput with every problem of the plan
   */
  ReadPlan read(String name) {
    return read(name, ReadPlan.Parser.NONE);
  }

  /**
   * A plan as it was typed.
   *
   * @param folder the folder of all plans it was named in, or null
   */
  record Named(String name, Path folder) {}

  /** What was typed: a name, or the path of a plan's folder, as a shell writes {@code plans/*}. */
  static Named named(String typed) {
    Path path = Path.of(typed).toAbsolutePath().normalize();
    return typed.contains("/") && Files.isDirectory(path)
        ? new Named(path.getFileName().toString(), path.getParent())
        : new Named(typed, null);
  }

  /**
   * Reads and checks a plan.
   *
   * @throws BadInput with every problem of the plan
   */
  ReadPlan read(String name, ReadPlan.Parser parser) {
    return read(new Named(name, null), parser);
  }

  /**
   * Reads and checks a plan.
   *
   * @throws BadInput with every problem of the plan
   */
  ReadPlan read(Named plan, ReadPlan.Parser parser) {
    Path all = plan.folder() == null ? folder() : plan.folder();
    Configuration nothing = Configuration.none(all);
    Problems problems = new Problems();
    Optional<ReadPlan> read =
        ReadPlan.of(all, plan.name(), Parts.of(nothing, System.out).catalogue(), parser, problems);
    return read.orElseThrow(() -> new BadInput(problems.list()));
  }
}
