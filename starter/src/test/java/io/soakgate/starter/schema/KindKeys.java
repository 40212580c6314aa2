package io.soakgate.starter.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.plan.reading.Kinds;
import io.soakgate.plan.reading.Kinds.Position;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand under a kind, learned by asking the kind itself: which keys it says it knows,
 * which it misses, and which sorts of values it takes for each.
 */
final class KindKeys {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String STRANGER = "nobody-knows-this-key";
  private static final Pattern KNOWN = Pattern.compile("known here: (.*)");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern WHOLE =
      Pattern.compile("a whole number from (-?\\d+) to (\\d+) is wanted");
  private static final Map<String, JsonNode> SORTS =
      Map.of(
          "string", JSON.textNode("x"),
          "integer", JSON.numberNode(5),
          "boolean", JSON.booleanNode(true),
          "array", JSON.arrayNode().add("a.b"),
          "object", JSON.objectNode().put("x", "x {n}"));

  private final Kinds kinds;

  KindKeys(Kinds kinds) {
    this.kinds = kinds;
  }

  /** The schema of each kind of a position, by its key. */
  ObjectNode of(Position position) {
    ObjectNode all = JSON.objectNode();
    kinds.names(position).forEach(kind -> all.set(kind, kind(position, kind)));
    return all;
  }

  private ObjectNode kind(Position position, String kind) {
    List<Problem> problems = ask(position, kind, JSON.objectNode().put(STRANGER, "x {n}"));
    List<String> keys = new ArrayList<>();
    boolean closed = false;
    for (Problem problem : problems) {
      if (problem.what().equals("unknown key `" + STRANGER + "`")) {
        closed = true;
        keys.addAll(quoted(problem.why()));
      }
    }
    boolean words = fits(position, kind, JSON.textNode("x"));
    ObjectNode schema = JSON.objectNode();
    if (!fits(position, kind, JSON.objectNode().put(STRANGER, "x {n}"))) {
      return schema.put("type", "string");
    }
    if (words) {
      schema.putArray("type").add("string").add("object");
    } else {
      schema.put("type", "object");
    }
    ObjectNode properties = schema.putObject("properties");
    keys.forEach(key -> properties.set(key, key(position, kind, key)));
    ArrayNode required = JSON.arrayNode();
    keys.stream()
        .filter(key -> misses(problems, key) && !replaced(position, kind, key, keys))
        .forEach(required::add);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", !closed);
  }

  /** True when that sort of value may stand under the kind, whatever is wrong in it. */
  private boolean fits(Position position, String kind, JsonNode value) {
    return ask(position, kind, value).stream()
        .noneMatch(
            p -> p.what().startsWith("`" + kind + "` is ") && p.why().endsWith(" is wanted"));
  }

  private static boolean misses(List<Problem> problems, String key) {
    return problems.stream().anyMatch(p -> p.what().equals("`" + key + "` is missing"));
  }

  /** True when another key may stand in its place, as {@code files} for {@code file}. */
  private boolean replaced(Position position, String kind, String missing, List<String> keys) {
    return keys.stream()
        .map(key -> JSON.objectNode().put(key, "x"))
        .filter(with -> !with.has(missing))
        .anyMatch(with -> !misses(ask(position, kind, with), missing));
  }

  private ObjectNode key(Position position, String kind, String key) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode types = JSON.arrayNode();
    for (String sort : List.of("string", "integer", "boolean", "array", "object")) {
      Problem unfit = unfit(position, kind, key, SORTS.get(sort));
      if (unfit == null) {
        types.add(sort);
      } else if (sort.equals("string") && unfit.why().startsWith("known here: ")) {
        quoted(unfit.why()).forEach(schema.withArray("enum")::add);
        return schema;
      }
    }
    Problem range = unfit(position, kind, key, JSON.numberNode(-1));
    Matcher whole = WHOLE.matcher(range == null ? "" : range.why());
    if (whole.matches()) {
      boolean several = words(types).contains("array");
      types.removeAll().add("integer");
      if (several) {
        types.add("array");
      }
      schema.put("minimum", Integer.parseInt(whole.group(1)));
      schema.put("maximum", Integer.parseInt(whole.group(2)));
    }
    // A value of the environment may stand anywhere: it is a text until it is filled in.
    if (types.isEmpty() || !types.get(0).asText().equals("string")) {
      types.insert(0, "string");
    }
    schema.set("type", types.size() == 1 ? types.get(0) : types);
    return schema;
  }

  private static List<String> words(ArrayNode types) {
    List<String> words = new ArrayList<>();
    types.forEach(type -> words.add(type.asText()));
    return words;
  }

  /** The problem a kind has with the sort of a key's value, or null. */
  private Problem unfit(Position position, String kind, String key, JsonNode value) {
    ObjectNode with = JSON.objectNode();
    with.set(key, value);
    return ask(position, kind, with).stream()
        .filter(p -> p.what().startsWith("`" + key + "` is ") && !p.what().endsWith(" missing"))
        .findFirst()
        .orElse(null);
  }

  private List<Problem> ask(Position position, String kind, JsonNode with) {
    Problems problems = new Problems();
    ObjectNode spec = JSON.objectNode();
    spec.set(kind, with);
    Node.of(spec, "schema", problems).optional(kind).ifPresent(n -> kinds.check(position, kind, n));
    return problems.list();
  }

  static List<String> quoted(String why) {
    return KNOWN
        .matcher(why)
        .results()
        .flatMap(known -> QUOTED.matcher(known.group(1)).results())
        .map((MatchResult key) -> key.group(1))
        .toList();
  }
}
