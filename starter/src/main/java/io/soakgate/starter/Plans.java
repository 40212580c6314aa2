package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import io.soakgate.plan.reading.Problems;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
   * Reads plans.
   *
   * @param names null for all in the folder
   * @throws BadInput with every problem of the first that has any
   */
  List<ReadPlan> all(List<String> names) {
    return all(folder(), names);
  }

  /**
   * Reads plans of a folder.
   *
   * @param names null for all there
   * @throws BadInput with every problem of the first that has any
   */
  static List<ReadPlan> all(Path folder, List<String> names) {
    return (names == null ? in(folder) : names)
        .stream()
            .map(Plans::named)
            .map(
                plan ->
                    read(
                        plan.folder() == null ? folder : plan.folder(),
                        plan.name(),
                        ReadPlan.Parser.NONE))
            .toList();
  }

  private static List<String> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(plan -> Files.isReadable(plan.resolve("plan.yaml")))
          .map(plan -> plan.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BadInput(folder + ": cannot be listed: " + e.getMessage());
    }
  }

  /**
   * Reads and checks a plan.
   *
   * @throws BadInput with every problem of the plan
   */
  ReadPlan read(Named plan, ReadPlan.Parser parser) {
    return read(plan.folder() == null ? folder() : plan.folder(), plan.name(), parser);
  }

  private static ReadPlan read(Path all, String name, ReadPlan.Parser parser) {
    Configuration nothing = Configuration.none(all);
    Problems problems = new Problems();
    Optional<ReadPlan> read =
        ReadPlan.of(all, name, Parts.of(nothing, System.out).catalogue(), parser, problems);
    return read.orElseThrow(() -> new BadInput(problems.list()));
  }
}
