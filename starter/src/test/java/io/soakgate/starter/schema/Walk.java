package io.soakgate.starter.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Goes through a plan and its schema side by side. */
final class Walk {

  /** A mapping of the plan and the definition of the schema that it stands under. */
  record Place(String definition, String pointer) {}

  private final JsonNode definitions;
  private final List<Place> places = new ArrayList<>();

  private Walk(JsonNode schema) {
    this.definitions = schema.get("definitions");
  }

  /** Every mapping that a definition of the schema describes. */
  static List<Place> places(JsonNode schema, JsonNode plan) {
    Walk walk = new Walk(schema);
    walk.visit(schema.deepCopy(), plan, "");
    return walk.places;
  }

  private void visit(JsonNode schema, JsonNode value, String pointer) {
    JsonNode here = schema;
    String definition = null;
    while (here.has("$ref") || here.has("anyOf") || here.has("if")) {
      if (here.has("$ref")) {
        definition = here.get("$ref").asText().replace("#/definitions/", "");
        here = definitions.get(definition);
      } else if (here.has("if")) {
        here = here.get(value.has("each") ? "then" : "else");
      } else {
        here = best(here.get("anyOf"), value);
        if (here == null) {
          return;
        }
      }
    }
    if (value.isObject() && definition != null && here.has("properties")) {
      places.add(new Place(definition, pointer));
    }
    below(here, value, pointer);
  }

  private void below(JsonNode schema, JsonNode value, String pointer) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        visit(schema.path("items"), value.get(i), pointer + "/" + i);
      }
    }
    if (value instanceof ObjectNode mapping) {
      for (var entry : mapping.properties()) {
        JsonNode under = schema.path("properties").path(entry.getKey());
        under = under.isMissingNode() ? schema.path("additionalProperties") : under;
        if (under.isObject()) {
          visit(under, entry.getValue(), pointer + "/" + entry.getKey());
        }
      }
    }
  }

  /** Of several choices the one that knows most of the value's keys. */
  private JsonNode best(JsonNode choices, JsonNode value) {
    List<JsonNode> fitting = new ArrayList<>();
    choices.forEach(
        choice -> {
          if (sort(choice).equals(value.isObject() ? "object" : value.isArray() ? "array" : "")) {
            fitting.add(choice);
          }
        });
    return fitting.stream().max(Comparator.comparingLong(c -> known(c, value))).orElse(null);
  }

  private String sort(JsonNode choice) {
    JsonNode here = resolved(choice);
    return here.has("if") ? "object" : here.path("type").asText("");
  }

  private JsonNode resolved(JsonNode choice) {
    return choice.has("$ref")
        ? resolved(definitions.get(choice.get("$ref").asText().replace("#/definitions/", "")))
        : choice;
  }

  private long known(JsonNode choice, JsonNode value) {
    JsonNode properties = resolved(choice).path("properties");
    return value.properties().stream().filter(e -> properties.has(e.getKey())).count();
  }
}
