package io.soakgate.http;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a request goes: an endpoint that the worker's configuration names for the target, never an
 * address.
 *
 * @param endpoint its name
 */
public record Place(String endpoint) {

  /** The key {@code endpoint}. */
  public static Place read(Node with) {
    return new Place(with.required("endpoint").map(Node::text).orElse(null));
  }

  /**
   * A path on an endpoint; null (and a problem) when it is none. With a user's name or a host
   * smuggled in, it would leave the configured endpoint.
   */
  public static String path(Node node) {
    String path = node.text();
    if (path == null) {
      return null;
    }
    try {
      URI uri = new URI("http://localhost" + path.replaceAll("\\{[a-z][a-z0-9-]*}", "0"));
      if (path.startsWith("/") && "localhost".equals(uri.getHost())) {
        return path;
      }
    } catch (URISyntaxException e) {
      // Refused below.
    }
    node.refuse(
        "path " + path, "it is no path of a URL", "begin it with / and escape what is no URL");
    return null;
  }

  /** Where a path leads on this target; empty when the target has no such endpoint. */
  public Optional<URI> uri(Target target, String path) {
    return Optional.ofNullable(target.endpoint(endpoint))
        .filter(e -> !"file".equals(e.getScheme()))
        .map(e -> URI.create(e.toString().replaceAll("/+$", "") + path));
  }

  /** That the target has no such endpoint, and what to do. */
  public String missing(String target) {
    return "target "
        + target
        + " has no endpoint "
        + endpoint
        + "; name it under its endpoints in the worker's configuration";
  }
}
