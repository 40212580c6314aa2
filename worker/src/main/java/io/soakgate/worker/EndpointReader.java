package io.soakgate.worker;

import io.soakgate.plan.Node;
import io.soakgate.target.Target.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** Reads the HTTP endpoints of a target: the only addresses a plan can make a worker call. */
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
    if (!text.matches("https?://[^/\\s@]+(/[^\\s?#]*)?")) {
      node.refuse(
          "this is no address of an HTTP endpoint",
          "it needs http or https and a host, and may hold no login, query or fragment",
          "write https://host or https://host/base");
      return null;
    }
    return new Endpoint(name, URI.create(text));
  }
}
