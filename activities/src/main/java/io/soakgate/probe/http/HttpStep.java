package io.soakgate.probe.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.http.Expected;
import io.soakgate.http.Field;
import io.soakgate.http.Place;
import io.soakgate.http.Request;
import io.soakgate.http.Template;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One step of a sequence.
 *
 * @param name what plans call it
 * @param method {@code GET}, {@code POST} …
 * @param path with {@code {name}}s in it
 * @param json the body, or null
 * @param headers with {@code {name}}s in them
 * @param expected which answers are as they should be
 * @param take by name, where in the answer's JSON it stands
 * @param body figures of the answer
 * @param finds words of the answer
 */
record HttpStep(
    String name,
    String method,
    String path,
    JsonNode json,
    List<Field> headers,
    Expected expected,
    Map<String, String> take,
    List<HttpBody> body,
    List<HttpFindings> finds) {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /**
   * Reads one.
   *
   * @param known what earlier steps take; what this one takes is added
   */
  static HttpStep read(String name, Node node, Set<String> known) {
    String method = method(node);
    HttpStep step =
        new HttpStep(
            name,
            method.toUpperCase(Locale.ROOT),
            node.optional(method).map(Place::path).orElse("/"),
            node.optional("json").map(HttpStep::json).orElse(null),
            Field.headers(node, true),
            Expected.read(node),
            take(node),
            HttpBody.read(node),
            HttpFindings.read(node));
    node.done();
    step.refuseUnknown(node, known);
    known.addAll(step.take().keySet());
    return step;
  }

  private static String method(Node node) {
    List<String> there = METHODS.stream().filter(node::has).toList();
    if (there.size() != 1) {
      node.refuse(
          there.isEmpty() ? "a step without a request" : "a step with several requests",
          "each step sends one: " + String.join(", ", METHODS),
          "write it like `post: /api/login`");
    }
    // Each counts as known, so that only what is wrong is told.
    METHODS.forEach(node::optional);
    return there.isEmpty() ? "get" : there.get(0);
  }

  private static JsonNode json(Node node) {
    if (!node.isMapping() && !node.isList()) {
      node.keys();
    }
    return node.json();
  }

  private static Map<String, String> take(Node node) {
    Map<String, String> take = new LinkedHashMap<>();
    Node there = node.optional("take").orElse(null);
    for (String name : there == null ? List.<String>of() : there.keys()) {
      Node each = there.required(name).orElseThrow();
      String at = each.text();
      if (at != null && !at.startsWith("/")) {
        each.refuse(at, "a place in JSON begins with /", "write it like /token");
      } else if (at != null) {
        take.put(name, at);
      }
    }
    return take;
  }

  private void refuseUnknown(Node node, Set<String> known) {
    Set<String> asked = new TreeSet<>(Template.names(path == null ? "" : path));
    headers.forEach(h -> asked.addAll(Template.names(h.text())));
    asked.addAll(json == null ? Set.of() : Template.names(json));
    asked.removeAll(known);
    for (String name : asked) {
      node.refuse(
          "{" + name + "}",
          "no earlier step takes it from its answer",
          "write `take: {" + name + ": /…}` there");
    }
  }

  /** Its request, with what earlier steps took and secrets read. */
  Request request(URI uri, Map<String, JsonNode> taken, Target target, Duration timeout) {
    List<Field> filled =
        headers.stream()
            .map(h -> h.secret() ? h : new Field(h.name(), Template.text(h.text(), taken, target)))
            .toList();
    List<Request.Header> all = new ArrayList<>();
    filled.forEach(h -> all.add(h.header(target)));
    byte[] bytes = new byte[0];
    if (json != null) {
      all.add(new Request.Header("Content-Type", "application/json"));
      bytes = Template.json(json, taken, target).toString().getBytes(StandardCharsets.UTF_8);
    }
    return new Request(method, uri, all, bytes, timeout);
  }
}
