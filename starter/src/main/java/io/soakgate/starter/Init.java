package io.soakgate.starter;

import io.soakgate.plan.reading.PlanReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate init}. */
@Command(
    name = "init",
    description = "Write a small plan to start from, with its scripts.",
    mixinStandardHelpOptions = true)
final class Init implements Callable<Integer> {
  private static final List<String> FILES =
      List.of("plan.yaml", "sql/add_index.sql", "sql/orders_of_a_customer.sql");

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "the plan's folder, which must not be there yet: plans/shop")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path plan = folder.toAbsolutePath().normalize();
    String name = String.valueOf(plan.getFileName());
    if (!PlanReader.isName(name)) {
      throw new BadInput(
          name
              + " cannot name a plan: a name is at most 63 small letters, digits and hyphens, a"
              + " letter first; write it like plans/shop");
    }
    create(plan);
    for (String file : FILES) {
      write(plan, file, name);
    }
    PrintWriter out = spec.commandLine().getOut();
    FILES.forEach(file -> out.println("wrote " + folder.resolve(file)));
    out.println("next: soakgate validate " + name + " --plans " + plan.getParent());
    return ExitCode.OK;
  }

  private void create(Path plan) throws IOException {
    try {
      Files.createDirectories(plan.getParent());
      Files.createDirectory(plan);
    } catch (FileAlreadyExistsException e) {
      throw new BadInput(
          folder + " is there already: nothing of it is written over; name another folder");
    }
  }

  private static void write(Path plan, String file, String name) throws IOException {
    try (InputStream template = Init.class.getResourceAsStream("init/" + file)) {
      String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      String schema = file.equals("plan.yaml") ? schema(plan) : "";
      Path there = plan.resolve(file);
      Files.createDirectories(there.getParent());
      Files.writeString(there, schema + text.replace("@NAME@", name));
    }
  }

  /** The line by which editors find the schema, when that lies on this machine. */
  private static String schema(Path plan) {
    String home = System.getProperty("soakgate.home");
    Path schema = home == null ? null : Path.of(home).toAbsolutePath().normalize();
    schema = schema == null ? null : schema.resolve("docs").resolve("plan.schema.json");
    if (schema == null || !Files.exists(schema) || !schema.getRoot().equals(plan.getRoot())) {
      return "";
    }
    String relative = plan.relativize(schema).toString().replace('\\', '/');
    return "# yaml-language-server: $schema=" + relative + "\n";
  }
}
