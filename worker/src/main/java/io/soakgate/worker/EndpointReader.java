package io.soakgate.worker;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.Target.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * Reads the endpoints of a target: the only addresses a plan can make a worker call, and the only
 * logs it can make it read.
 */
final class EndpointReader {
  private EndpointReader() {}

  static List<Endpoint> read(Node node) {
    return node.keys().stream()
        .map(name -> node.required(name).map(n -> endpoint(name, n)).orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Endpoint endpoint(String name, Node node) {
    String text = node.text();
    if (text == null) {
      return null;
    }
    boolean log = text.matches("file:///[^?#]+");
    if (!log && !text.matches("https?://[^/\\s@]+(/[^\\s?#]*)?")) {
      node.refuse(
          "this is no address of an HTTP endpoint or a log",
          "it needs http or https and a host, or an absolute file, and may hold no login, query or"
              + " fragment",
          "write https://host, https://host/base or file:///path");
      return null;
    }
    return new Endpoint(name, URI.create(text));
  }
}
