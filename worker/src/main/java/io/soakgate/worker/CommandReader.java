package io.soakgate.worker;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.Command;
import io.soakgate.target.Command.Variable;
import io.soakgate.target.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the commands of a target: the only programs a plan can make a worker run for it. */
final class CommandReader {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private CommandReader() {}

  static List<Command> read(Node node) {
    List<Command> all = new ArrayList<>();
    List<String> names = node.keys();
    for (String name : names) {
      node.required(name).map(n -> command(name, n, names)).ifPresent(all::add);
    }
    return all;
  }

  private static Command command(String name, Node node, List<String> names) {
    List<String> run = node.required("run").map(CommandReader::vector).orElse(List.of());
    Duration timeout = node.optional("timeout").map(Node::positiveDuration).orElse(TIMEOUT);
    Node undo = node.optional("undo").orElse(null);
    String folder = node.optional("in").map(Node::text).orElse(null);
    List<Variable> environment =
        node.optional("env").map(CommandReader::environment).orElse(List.of());
    boolean reads = Boolean.TRUE.equals(node.optional("reads").map(Node::flag).orElse(false));
    node.done();
    return new Command(
        name,
        run,
        timeout == null ? TIMEOUT : timeout,
        undo == null ? null : undo.oneOf(names),
        folder,
        environment,
        reads);
  }

  private static List<String> vector(Node node) {
    if (!node.isList()) {
      node.refuse(
          "`run` is no list",
          "no shell reads it: each argument stands for itself",
          "write it like [appctl, stop, shop]");
      return List.of();
    }
    List<String> vector = node.texts();
    if (vector.isEmpty()) {
      node.refuse(
          "`run` is empty", "there is nothing to run", "write it like [appctl, stop, shop]");
    }
    return vector;
  }

  private static List<Variable> environment(Node node) {
    List<Variable> all = new ArrayList<>();
    for (String name : node.keys()) {
      String text = node.required(name).map(Node::text).orElse(null);
      if (text != null) {
        boolean secret = text.matches("(env|file):.+");
        all.add(new Variable(name, secret ? null : text, secret ? new Secret(text) : null));
      }
    }
    return all;
  }
}
