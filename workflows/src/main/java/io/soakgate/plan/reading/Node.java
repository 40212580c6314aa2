package io.soakgate.plan.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.plan.Durations;
import io.soakgate.plan.Values;
import io.soakgate.plan.Variable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A strict view of one place of an input: it hands out what is there as the type that was asked
 * for, and adds a problem, with its place and what to do, for whatever does not fit. Nothing is
 * ever coerced.
 *
 * <p>A mapping is read by asking for its keys; {@link #done()} then refuses every key nobody asked
 * for, with "did you mean". One reader serves the plan, the worker's configuration, the start input
 * and every message.
 */
public final class Node {
  private final JsonNode value;
  private final Marks marks;
  private final String name;
  private final Problems problems;
  private final Map<String, Optional<Node>> asked = new LinkedHashMap<>();

  private Node(JsonNode value, Marks marks, String name, Problems problems) {
    this.value = value;
    this.marks = marks;
    this.name = name;
    this.problems = problems;
  }

  /**
   * Parses YAML (of which JSON is a part): one document, no tags, anchors, aliases or duplicate
   * keys, at most 1 MB and 20 levels. Where it can be read around, a problem leaves the root to be
   * read on, so that all problems are told at once.
   *
   * @param source the name used in places, {@code plan.yaml} or {@code input}
   * @return the root, or empty when the bytes are no such document (the problem is added)
   */
  public static Optional<Node> parse(String source, byte[] bytes, Problems problems) {
    return parse(source, bytes, problems, "write at least one key");
  }

  /** As {@link #parse(String, byte[], Problems)}, with what to do about a document of nothing. */
  static Optional<Node> parse(String source, byte[] bytes, Problems problems, String whenEmpty) {
    return YamlDocument.parse(source, bytes, whenEmpty, problems)
        .map(root -> new Node(root.value(), root.marks(), "the document", problems));
  }

  /** A view of a value that came over the wire; {@code at} is the place of all that is in it. */
  public static Node of(JsonNode value, String at, Problems problems) {
    JsonNode there =
        value == null || value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    return new Node(there, Marks.flat(at), "the value", problems);
  }

  /** The same place with {@code ${name}}s filled in; those without a variable stay as they are. */
  public Node filled(List<Variable> variables) {
    return with(Values.fill(value, variables));
  }

  /** The same place with another value. */
  Node with(JsonNode other) {
    return new Node(other, marks, name, problems);
  }

  /** The same place, reporting to {@code other}; no key of it counts as asked for yet. */
  public Node reportingTo(Problems other) {
    return new Node(value, marks, name, other);
  }

  /** Where this stands, {@code plan.yaml:42:7}. */
  public String at() {
    return marks.at();
  }

  /** The value as it stands, for the wire. */
  public JsonNode json() {
    return value;
  }

  /** The problems this node reports to. */
  public Problems problems() {
    return problems;
  }

  /** Adds a problem at this node's place. */
  public void refuse(String what, String why, String todo) {
    problems.add(at(), what, why, todo);
  }

  /** True where keys stand. */
  public boolean isMapping() {
    return value.isObject();
  }

  /** True where a list stands, empty or not. */
  public boolean isList() {
    return value.isArray();
  }

  /** True for a text, a number, true and false; not for an empty place. */
  public boolean isScalar() {
    return value.isValueNode() && !value.isNull() && !value.isMissingNode();
  }

  /** True for a text, an empty one too. */
  public boolean isText() {
    return value.isTextual();
  }

  /** The keys of a mapping in file order; empty (and a problem) when this is no mapping. */
  public List<String> keys() {
    if (!isMapping()) {
      unfit("a mapping is wanted", "write `key: value` lines under it");
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    value.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** True when this is a mapping that has the key; the key does not count as known by that. */
  public boolean has(String key) {
    return value.has(key);
  }

  /** The value of a key when it is there; the key counts as known from now on. */
  public Optional<Node> optional(String key) {
    return asked.computeIfAbsent(
        key,
        k -> Optional.ofNullable(value.get(k)).map(v -> new Node(v, marks.under(k), k, problems)));
  }

  /** The value of a key; a problem when it is missing. */
  public Optional<Node> required(String key) {
    return required(
        key, "`" + key + "` is missing", "it has no default", "add `" + key + ": …` here");
  }

  /** The value of a key; when it is missing, a problem in these words. */
  public Optional<Node> required(String key, String what, String why, String todo) {
    Optional<Node> there = optional(key);
    if (there.isEmpty() && isMapping()) {
      refuse(what, why, todo);
    } else if (there.isEmpty()) {
      keys();
    }
    return there;
  }

  /** The place of a key of this mapping. */
  public String keyAt(String key) {
    return marks.keyAt(key);
  }

  /** The entries of a list, or this alone when it is something else. */
  List<Node> itemsOrSelf() {
    return isList() ? items() : List.of(this);
  }

  /** The entries of a list; empty (and a problem) when this is no list. */
  public List<Node> items() {
    if (!isList()) {
      unfit(
          "a list is wanted", "write it as a list: [" + (isText() ? value.textValue() : "…") + "]");
      return List.of();
    }
    List<Node> items = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      String label = "entry " + (i + 1) + " of " + Found.name(name);
      items.add(new Node(value.get(i), marks.item(i), label, problems));
    }
    return items;
  }

  /** A string that is not blank; null (and a problem) when this is something else. */
  public String text() {
    if (isText() && !value.textValue().isBlank()) {
      return value.textValue();
    }
    String quote = isScalar() ? "quote it: \"" + value.asText() + "\"" : "write one";
    unfit("a text is wanted", isText() ? "write one" : quote);
    return null;
  }

  /** A list of strings, or one bare string. */
  public List<String> texts() {
    return itemsOrSelf().stream().map(Node::text).filter(Objects::nonNull).toList();
  }

  /** A whole number in a range, both ends included; null (and a problem) when it is not. */
  public Integer whole(int least, int most) {
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      int number = value.intValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    unfit(
        "a whole number from " + least + " to " + most + " is wanted",
        Found.unquoted(value, "write one"));
    return null;
  }

  /** true or false; null (and a problem) when this is something else. */
  public Boolean flag() {
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    unfit("true or false is wanted", Found.unquoted(value, "write true or false"));
    return null;
  }

  /**
   * A duration such as {@code 300ms 30s 15m 24h 7d}, at most 366 days; null (and a problem) when
   * this is no duration.
   */
  public Duration duration() {
    Optional<Duration> length =
        isText() ? Durations.parse(value.textValue()) : Optional.<Duration>empty();
    if (length.isEmpty()) {
      unfit(
          "a duration is a whole number with its unit, at most 366d",
          "write it like 300ms, 30s, 15m, 24h or 7d");
    }
    return length.orElse(null);
  }

  /** A duration longer than zero; null (and a problem) when this is none. */
  public Duration positiveDuration() {
    Duration length = duration();
    if (length != null && length.isZero()) {
      unfit("nothing can last no time", "write a longer one");
      return null;
    }
    return length;
  }

  /** One of these words; null (and a problem with "did you mean") when it is none of them. */
  public String oneOf(List<String> words) {
    if (isText() && words.contains(value.textValue())) {
      return value.textValue();
    }
    String todo =
        Suggestion.nearest(value.asText(), words)
            .map(near -> "did you mean `" + near + "`?")
            .orElse("write one of the known words");
    unfit("known here: " + Suggestion.list(words), todo);
    return null;
  }

  /** Refuses every key nobody asked for; those that were asked for are named in the message. */
  public void done() {
    for (String key : keys()) {
      if (!asked.containsKey(key)) {
        List<String> known = List.copyOf(asked.keySet());
        String why =
            known.isEmpty() ? "no key is known here" : "known here: " + Suggestion.list(known);
        String todo =
            Suggestion.nearest(key, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElse(
                    Credentials.named(key)
                        ? "remove it, and change the secret: what stands here is copied and shown"
                        : "remove it");
        problems.add(keyAt(key), "unknown key `" + YamlText.shortened(key) + "`", why, todo);
      }
    }
  }

  /** What is here, in words: {@code `bucket` is the number 5}. */
  String words() {
    return Found.words(name, value);
  }

  /** A problem about what is here; what is missing because it was refused says nothing more. */
  private void unfit(String why, String todo) {
    if (!value.isMissingNode()) {
      refuse(words(), why, todo);
    }
  }
}
