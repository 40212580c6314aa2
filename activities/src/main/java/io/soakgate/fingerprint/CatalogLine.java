package io.soakgate.fingerprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One line of a catalog: an object, and its properties behind it as JSON.
 *
 * @param object what it is and its name, as in {@code column shop.orders.price}
 * @param properties never null
 */
public record CatalogLine(String object, ObjectNode properties) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a line as a fingerprint holds it. */
  public static CatalogLine of(String line) {
    int end = end(line);
    if (end == line.length()) {
      return new CatalogLine(line, JsonNodeFactory.instance.objectNode());
    }
    try {
      JsonNode node = JSON.readTree(line.substring(end + 1));
      return new CatalogLine(line.substring(0, end), (ObjectNode) node);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a catalog line: " + line, e);
    }
  }

  /** What it is a part of, as in {@code shop.orders}; or null. */
  String of() {
    return properties.path("of").asText(null);
  }

  /** The line without one property. */
  public String without(String property) {
    ObjectNode rest = properties.deepCopy();
    rest.remove(property);
    return rest.isEmpty() ? object : object + " " + rest;
  }

  // A quoted name may hold anything.
  private static int end(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length() - 1; i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if (!quoted && c == ' ' && line.charAt(i + 1) == '{') {
        return i;
      }
    }
    return line.length();
  }
}
