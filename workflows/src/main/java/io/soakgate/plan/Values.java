package io.soakgate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${name}}: what differs per environment, and what only the moment knows.
 *
 * <p>A text that is nothing but one {@code ${name}} becomes the value with its type; anywhere else
 * the value is written into the text. A name without a variable stays as it is: the reader has
 * refused the unknown ones.
 */
public final class Values {
  /** The names that Soakgate itself fills in; {@code now} and {@code day} take a date pattern. */
  public static final List<String> BUILT_IN = List.of("now", "day", "window", "reason");

  /** A placeholder: its name, and behind a colon the pattern of a date. */
  public static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]*)(?::([^}]*))?}");

  /** The letters of a date; padding and options are left out, the JDK breaks on some of them. */
  private static final Pattern DATE = Pattern.compile("[yuMdDEeaHhmsSzVXxZT'_.:,/ -]{1,60}");

  private Values() {}

  /** The value with every known {@code ${name}} in its texts filled in; keys stay as they are. */
  public static JsonNode fill(JsonNode node, List<Variable> variables) {
    return fill(node, found -> value(found, variables));
  }

  /** The text with every known {@code ${name}} filled in. */
  public static String fill(String text, List<Variable> variables) {
    return fill(TextNode.valueOf(text), variables).asText();
  }

  /**
   * As {@link #fill(JsonNode, List)}, and with {@code ${now:pattern}} and {@code ${day:pattern}}
   * written by the pattern of {@link DateTimeFormatter}.
   *
   * @throws IllegalArgumentException when a pattern is none; the reader has refused such plans
   */
  public static JsonNode fill(JsonNode node, List<Variable> variables, ZonedDateTime now) {
    return fill(node, found -> value(found, variables).or(() -> date(found, now)));
  }

  /** As {@link #fill(JsonNode, List, ZonedDateTime)}, for a text. */
  public static String fill(String text, List<Variable> variables, ZonedDateTime now) {
    return fill(TextNode.valueOf(text), variables, now).asText();
  }

  private static JsonNode fill(JsonNode node, Function<MatchResult, Optional<JsonNode>> values) {
    if (node.isObject()) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(e -> filled.set(e.getKey(), fill(e.getValue(), values)));
      return filled;
    }
    if (node.isArray()) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> filled.add(fill(item, values)));
      return filled;
    }
    return node.isTextual() ? fillText(node, values) : node;
  }

  private static JsonNode fillText(
      JsonNode node, Function<MatchResult, Optional<JsonNode>> values) {
    Matcher lone = PLACEHOLDER.matcher(node.textValue());
    if (lone.matches()) {
      return values.apply(lone.toMatchResult()).orElse(node);
    }
    String filled =
        PLACEHOLDER
            .matcher(node.textValue())
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        values.apply(m).map(JsonNode::asText).orElse(m.group())));
    return TextNode.valueOf(filled);
  }

  private static Optional<JsonNode> value(MatchResult found, List<Variable> variables) {
    return found.group(2) != null
        ? Optional.empty()
        : variables.stream()
            .filter(v -> v.name().equals(found.group(1)))
            .map(Variable::value)
            .findFirst();
  }

  private static Optional<JsonNode> date(MatchResult found, ZonedDateTime now) {
    boolean dated = found.group(1).equals("now") || found.group(1).equals("day");
    if (!dated || found.group(2) == null) {
      return Optional.empty();
    }
    return Optional.of(TextNode.valueOf(date(found.group(2), now)));
  }

  private static String date(String pattern, ZonedDateTime when) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(when);
  }

  /** True when the pattern writes something about that moment. */
  public static boolean isDate(String pattern, ZonedDateTime when) {
    try {
      return DATE.matcher(pattern).matches() && !date(pattern, when).isBlank();
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }
}
