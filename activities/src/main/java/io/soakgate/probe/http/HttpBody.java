package io.soakgate.probe.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What an answer's JSON holds: {@code body: {combos: /combos}}. A list counts as its length; a step
 * {@code *} stands for every entry of a list, of which the smallest figure counts. What is not
 * there is 0; an answer that is no JSON tells nothing of it.
 *
 * @param name what plans call it
 * @param path its place, as a JSON pointer
 */
record HttpBody(String name, String path) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The entries of {@code body}. */
  static List<HttpBody> read(Node with) {
    List<HttpBody> all = new ArrayList<>();
    Node there = with.optional("body").orElse(null);
    for (String name : there == null ? List.<String>of() : there.keys()) {
      Node node = there.required(name).orElseThrow();
      String path = node.text();
      if (path != null && !path.startsWith("/")) {
        node.refuse(path, "a place in JSON begins with /", "write it like /combos/0/dishes");
      }
      all.add(new HttpBody(name, path));
    }
    return all;
  }

  /** Their figures in one answer; none where it is no JSON. */
  static List<Value> values(List<HttpBody> all, String answer) {
    JsonNode root = root(answer);
    return root.isMissingNode()
        ? List.of()
        : all.stream().map(b -> new Value(b.name(), b.figure(root), null, Unit.NONE)).toList();
  }

  private static JsonNode root(String answer) {
    try {
      return JSON.readTree(answer == null ? "" : answer);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private BigDecimal figure(JsonNode root) {
    List<JsonNode> found = List.of(root);
    for (String step : path.substring(1).split("/")) {
      found =
          found.stream()
              .flatMap(n -> step.equals("*") ? entries(n) : Stream.of(at(n, step)))
              .toList();
    }
    return found.stream()
        .map(HttpBody::size)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(BigDecimal.ZERO);
  }

  private static Stream<JsonNode> entries(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static JsonNode at(JsonNode node, String step) {
    return node.at("/" + step);
  }

  private static BigDecimal size(JsonNode node) {
    return node.isNumber()
        ? node.decimalValue()
        : BigDecimal.valueOf(node.isContainerNode() ? node.size() : 0);
  }
}
