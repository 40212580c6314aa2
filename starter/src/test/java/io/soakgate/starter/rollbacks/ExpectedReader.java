package io.soakgate.starter.rollbacks;

import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/** Reads {@code <plan>.yaml} of this folder of resources, strictly. */
final class ExpectedReader {
  private ExpectedReader() {}

  static Expected of(String plan) throws IOException {
    Problems problems = new Problems();
    Expected read;
    try (InputStream in = ExpectedReader.class.getResourceAsStream(plan + ".yaml")) {
      read =
          Node.parse(plan + ".yaml", in.readAllBytes(), problems)
              .map(root -> expected(plan, root))
              .orElse(null);
    }
    if (!problems.none()) {
      throw new IllegalStateException(
          problems.list().stream().map(Problem::line).collect(Collectors.joining("\n")));
    }
    return read;
  }

  private static Expected expected(String plan, Node root) {
    Expected expected =
        new Expected(
            plan,
            root.required("strangers").map(Node::texts).orElse(List.of()),
            root.optional("options").map(ExpectedReader::options).orElse(List.of()));
    root.done();
    return expected;
  }

  private static List<Expected.Option> options(Node node) {
    return node.keys().stream().map(name -> option(name, node.required(name).get())).toList();
  }

  private static Expected.Option option(String name, Node node) {
    Expected.Option option =
        new Expected.Option(
            name,
            node.optional("from").map(Node::text).orElse(null),
            node.optional("against").map(Node::texts).orElse(null),
            node.optional("leaves").map(Node::texts).orElse(List.of()));
    node.done();
    return option;
  }
}
