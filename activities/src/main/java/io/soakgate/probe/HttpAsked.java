package io.soakgate.probe;

import io.soakgate.plan.Node;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What both HTTP kinds ask for: an endpoint that the worker's configuration names for the target, a
 * path on it, and headers. A header that proves who somebody is holds a reference ({@code
 * env:NAME}, {@code file:PATH}), never the proof itself (decision 7).
 */
record HttpAsked(String endpoint, String path, List<Header> headers, Duration timeout) {
  private static final Set<String> SECRET =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "apikey");

  /** A header; {@code secret} is set when {@code value} is a reference. */
  record Header(String name, String value, Secret secret) {}

  /** A client that follows no redirect. */
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /** Reads {@code endpoint}, {@code path}, {@code headers} and {@code timeout}. */
  static HttpAsked read(Node with, Duration otherwise) {
    String endpoint = with.required("endpoint").map(Node::text).orElse(null);
    String path = with.required("path").map(HttpAsked::path).orElse(null);
    List<Header> headers = new ArrayList<>();
    Node there = with.optional("headers").orElse(null);
    for (String name : there == null ? List.<String>of() : there.keys()) {
      there.required(name).map(n -> header(name, n)).ifPresent(headers::add);
    }
    return new HttpAsked(endpoint, path, headers, Timeout.read(with, otherwise));
  }

  private static Header header(String name, Node node) {
    String value = node.text();
    if (value == null) {
      return null;
    }
    boolean reference = value.matches("(env|file):.+");
    if (!reference && SECRET.contains(name.toLowerCase(Locale.ROOT))) {
      node.refuse(
          "header " + name + " holds a value",
          "it proves who somebody is, and a plan holds no secrets",
          "write where it is: env:NAME or file:PATH");
      return null;
    }
    if (!name.matches("[A-Za-z0-9-]+") || value.matches("(?s).*[\\r\\n].*")) {
      node.refuse("header " + name, "it cannot be sent", "write one name and one line");
      return null;
    }
    return new Header(name, value, reference ? new Secret(value) : null);
  }

  // With a user's name or a host smuggled in, a path would leave the configured endpoint.
  private static String path(Node node) {
    String path = node.text();
    if (path == null) {
      return null;
    }
    try {
      URI uri = new URI("http://localhost" + path);
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

  /** Where it leads on this target; empty when the target has no such endpoint. */
  Optional<URI> uri(Target target) {
    return Optional.ofNullable(target.endpoint(endpoint))
        .filter(e -> !"file".equals(e.getScheme()))
        .map(e -> URI.create(e.toString().replaceAll("/+$", "") + path));
  }

  String noEndpoint(String target) {
    return "target "
        + target
        + " has no endpoint "
        + endpoint
        + "; name it under its endpoints in the worker's configuration";
  }

  /** One GET; secrets are read now. */
  HttpRequest request(URI uri) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout).GET();
    headers.forEach(
        h -> request.header(h.name(), h.secret() == null ? h.value() : h.secret().reveal()));
    return request.build();
  }
}
