package io.soakgate.starter.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.plan.Moment;
import io.soakgate.plan.reading.Kinds;
import io.soakgate.plan.reading.Kinds.Position;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page {@code grammar.txt} as a JSON Schema (draft 7, which editors of YAML know best). */
final class Grammar {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern HEAD = Pattern.compile("([a-z-]+)(?: \\+ ([a-z]+))?");
  private static final Pattern ALIAS = Pattern.compile("([a-z-]+) = (.+)");
  private static final Pattern KEY = Pattern.compile("  ([a-z*-]+)(!?) +(.+?) +\\| (.+)");
  private static final Set<String> SCALARS =
      Set.of("text", "name", "duration", "bound", "time", "flag", "scalar");

  private final KindKeys kinds;
  private final ObjectNode definitions = JSON.objectNode();

  private Grammar(Kinds kinds) {
    this.kinds = new KindKeys(kinds);
  }

  /** The schema of a plan. */
  static ObjectNode schema(String page, Kinds kinds) {
    Grammar grammar = new Grammar(kinds);
    for (String paragraph : page.strip().split("\n(?=[a-z])")) {
      grammar.paragraph(paragraph.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList());
    }
    ObjectNode schema =
        JSON.objectNode()
            .put("$schema", "http://json-schema.org/draft-07/schema#")
            .put("title", "A plan of Soakgate")
            .put("$ref", "#/definitions/plan");
    schema.set("definitions", grammar.definitions);
    return schema;
  }

  private void paragraph(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    Matcher alias = ALIAS.matcher(lines.get(0));
    if (alias.matches()) {
      definitions.set(alias.group(1), type(alias.group(2)));
      return;
    }
    Matcher head = HEAD.matcher(lines.get(0));
    if (!head.matches()) {
      throw new IllegalArgumentException("no mapping: " + lines.get(0));
    }
    definitions.set(head.group(1), mapping(head.group(2), lines.subList(1, lines.size())));
  }

  private ObjectNode mapping(String position, List<String> keys) {
    ObjectNode mapping = JSON.objectNode().put("type", "object");
    ObjectNode properties = mapping.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    mapping.put("additionalProperties", false);
    for (String line : keys) {
      Matcher key = KEY.matcher(line);
      if (!key.matches()) {
        throw new IllegalArgumentException("no key: " + line);
      }
      ObjectNode type = type(key.group(3)).put("description", key.group(4));
      if (key.group(1).equals("*")) {
        mapping.set("additionalProperties", type);
      } else {
        properties.set(key.group(1), type);
      }
      if (!key.group(2).isEmpty()) {
        required.add(key.group(1));
      }
    }
    if (!required.isEmpty()) {
      mapping.set("required", required);
    }
    if (position != null) {
      properties.setAll(kinds.of(Position.valueOf(position.toUpperCase(Locale.ROOT))));
    }
    return mapping;
  }

  private ObjectNode type(String written) {
    String[] choices = written.split(" or ");
    if (choices.length > 1) {
      return choices(choices);
    }
    if (written.startsWith("[")) {
      String inner = written.substring(1, written.length() - 1);
      return JSON.objectNode().set("anyOf", JSON.arrayNode().add(type(inner)).add(list(inner)));
    }
    if (written.startsWith("{")) {
      return byName(written.substring(1, written.length() - 1));
    }
    if (written.startsWith("list ")) {
      return list(written.substring(5));
    }
    if (written.startsWith("moments ")) {
      return moments(written.substring(8));
    }
    return simple(written);
  }

  private ObjectNode choices(String[] choices) {
    if (choices[0].equals("group")) {
      ObjectNode either = JSON.objectNode();
      either.putObject("if").putArray("required").add("each");
      either.set("then", type(choices[0]));
      return either.set("else", type(choices[1]));
    }
    ArrayNode all = JSON.arrayNode();
    List.of(choices).forEach(choice -> all.add(type(choice)));
    return JSON.objectNode().set("anyOf", all);
  }

  private ObjectNode list(String inner) {
    return JSON.objectNode().put("type", "array").set("items", type(inner));
  }

  private ObjectNode byName(String inner) {
    return JSON.objectNode().put("type", "object").set("additionalProperties", type(inner));
  }

  private ObjectNode moments(String inner) {
    ObjectNode moments = byName(inner);
    ObjectNode properties = moments.putObject("properties");
    Moment.WALK.forEach(moment -> properties.set(moment, type(inner)));
    if (inner.startsWith("notice")) {
      Moment.EVENTS.forEach(event -> properties.set(event, type(inner)));
    }
    return moments;
  }

  private ObjectNode simple(String written) {
    ObjectNode type = JSON.objectNode();
    if (written.startsWith("'")) {
      Pattern.compile("'([^']+)'")
          .matcher(written)
          .results()
          .forEach(word -> type.withArray("enum").add(word.group(1)));
      return type;
    }
    if (written.startsWith("whole ")) {
      String[] range = written.split(" ");
      return type.put("type", "integer")
          .put("minimum", Integer.parseInt(range[1]))
          .put("maximum", Integer.parseInt(range[2]));
    }
    if (written.matches("[0-9]+")) {
      return type.put("const", Integer.parseInt(written));
    }
    if (written.endsWith(" without !")) {
      ObjectNode part = definitions.get(written.split(" ")[0]).deepCopy();
      part.remove("required");
      return part;
    }
    return SCALARS.contains(written)
        ? scalar(written, type)
        : type.put("$ref", "#/definitions/" + written);
  }

  private static ObjectNode scalar(String written, ObjectNode type) {
    return switch (written) {
      case "name" -> type.put("type", "string").put("pattern", "^[a-z][a-z0-9-]{0,62}$");
      case "duration" -> type.put("type", "string").put("pattern", "^[0-9]{1,9}(ms|s|m|h|d)$");
      case "time" -> type.put("type", "string").put("pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$");
      case "flag" -> type.put("type", "boolean");
      case "scalar" -> {
        List.of("string", "number", "boolean").forEach(type.withArray("type")::add);
        yield type;
      }
      default -> type.put("type", "string").put("pattern", "\\S");
    };
  }
}
