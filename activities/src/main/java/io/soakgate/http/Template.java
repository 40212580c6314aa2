package io.soakgate.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {name}} with what earlier answers gave, and secrets where a plan refers to them. */
public final class Template {
  private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z0-9-]*)}");

  private Template() {}

  /** The names a text asks for. */
  public static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    NAME.matcher(text).results().forEach(r -> names.add(r.group(1)));
    return names;
  }

  /** The names that the texts in a JSON ask for. */
  public static Set<String> names(JsonNode json) {
    if (json.isTextual()) {
      return names(json.textValue());
    }
    Set<String> names = new TreeSet<>();
    json.forEach(child -> names.addAll(names(child)));
    return names;
  }

  /** A path with the values in it, escaped. */
  public static String path(String path, Map<String, JsonNode> taken) {
    return fill(path, taken, v -> URLEncoder.encode(v, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  /** A header or token with the values in it, or the secret it refers to. */
  public static String text(String text, Map<String, JsonNode> taken, Target target) {
    return Secret.isReference(text)
        ? target.secret(text).reveal()
        : fill(text, taken, UnaryOperator.identity());
  }

  /** A body; a text that is only {@code {name}} takes the value with its type. */
  public static JsonNode json(JsonNode json, Map<String, JsonNode> taken, Target target) {
    return json(json, taken, text -> text(text, taken, target));
  }

  /** A body without secrets. */
  public static JsonNode json(JsonNode json, Map<String, JsonNode> taken) {
    return json(json, taken, text -> fill(text, taken, UnaryOperator.identity()));
  }

  private static JsonNode json(
      JsonNode json, Map<String, JsonNode> taken, UnaryOperator<String> written) {
    if (json.isObject()) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      json.properties().forEach(e -> filled.set(e.getKey(), json(e.getValue(), taken, written)));
      return filled;
    }
    if (json.isArray()) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      json.forEach(item -> filled.add(json(item, taken, written)));
      return filled;
    }
    if (!json.isTextual()) {
      return json;
    }
    Matcher lone = NAME.matcher(json.textValue());
    if (lone.matches() && taken.containsKey(lone.group(1))) {
      return taken.get(lone.group(1));
    }
    return TextNode.valueOf(written.apply(json.textValue()));
  }

  private static String fill(
      String text, Map<String, JsonNode> taken, UnaryOperator<String> written) {
    return NAME.matcher(text)
        .replaceAll(
            found -> {
              JsonNode value = taken.get(found.group(1));
              return Matcher.quoteReplacement(
                  value == null ? found.group() : written.apply(value.asText()));
            });
  }
}
