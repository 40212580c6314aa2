package io.soakgate.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Quoted;
import java.util.ArrayList;
import java.util.List;

/** Figures, texts, true, false and null of a plan, as SQL writes them. */
final class Literal {
  private Literal() {}

  /**
   * The arguments of a call: a list by their places, or a mapping by the parameters' names.
   *
   * @return as they stand between the brackets; what cannot be one becomes a problem
   */
  static String arguments(Node node) {
    if (node == null) {
      return "";
    }
    List<String> all = new ArrayList<>();
    if (node.isMapping()) {
      for (String name : node.keys()) {
        node.optional(name)
            .map(Literal::of)
            .ifPresent(text -> all.add(Quoted.identifier(name) + " => " + text));
      }
    } else {
      node.items().forEach(item -> all.add(of(item)));
    }
    return String.join(", ", all);
  }

  private static String of(Node node) {
    JsonNode value = node.json();
    if (value.isContainerNode()) {
      node.refuse(
          "an argument that is no single value",
          "SQL is given figures, texts, true, false and null",
          "write JSON and arrays as a text");
    }
    // A text is a literal of unknown type, so that the function's parameter decides what it is.
    return value.isTextual() ? Quoted.literal(value.textValue()) : value.asText("NULL");
  }
}
