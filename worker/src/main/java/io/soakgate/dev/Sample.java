package io.soakgate.dev;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder {@code sample} of a plan: what its targets are made of on one machine.
 *
 * @param folder where it lies
 */
public record Sample(Path folder) {
  private static final String CONFIGURATION = "soakgate.yaml";

  /** That of a plan in the folder of all plans. */
  public static Sample of(Path plans, String plan) {
    return new Sample(plans.resolve(plan).resolve("sample"));
  }

  /** The SQL files that make an environment's database, in order. */
  List<Path> files(String environment) {
    Path own = folder.resolve(environment + ".sql");
    return Stream.concat(
            Stream.of(folder.resolve("schema.sql"), folder.resolve("data.sql")),
            Stream.of(own).filter(Files::isRegularFile))
        .toList();
  }

  /** The file of the sample application, which not every plan has. */
  Path application() {
    return folder.resolve("application.yaml");
  }

  /** What makes production break a rule when it is run again and again; empty when nothing does. */
  public Optional<String> breach() throws IOException {
    Path file = folder.resolve("breach.sql");
    return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  /**
   * What it adds to the worker's configuration; {@code ${folder}} and {@code ${plan}} in it are the
   * state folder and the plan's.
   *
   * @throws IOException when it cannot be read as such, with every problem
   */
  ObjectNode configuration(Path state) throws IOException {
    Path file = folder.resolve(CONFIGURATION);
    if (!Files.isRegularFile(file)) {
      return JsonNodeFactory.instance.objectNode();
    }
    String text =
        Files.readString(file)
            .replace("${folder}", state.toString())
            .replace("${plan}", folder.getParent().toString());
    Problems problems = new Problems();
    Optional<Node> read =
        Node.parse(file.toString(), text.getBytes(StandardCharsets.UTF_8), problems);
    read.ifPresent(Node::keys); // a list is told as one
    if (!problems.none()) {
      throw new IOException(
          file
              + " adds nothing to the worker's configuration: "
              + problems.list().stream().map(Problem::line).collect(Collectors.joining("; ")));
    }
    return (ObjectNode) read.get().json();
  }
}
