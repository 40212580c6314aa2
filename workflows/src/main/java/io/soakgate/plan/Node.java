package io.soakgate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
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
  // The plan reader fills this in.
  private final JsonNode value;
  private final String at;
  private final Problems problems;

  private Node(JsonNode value, String at, Problems problems) {
    this.value = value;
    this.at = at;
    this.problems = problems;
  }

  /**
   * Parses YAML (of which JSON is a part): one document, no tags, anchors, aliases or duplicate
   * keys, at most 1 MB and 20 levels.
   *
   * @param source the name used in places, {@code plan.yaml} or {@code input}
   * @return the root, or empty when the bytes are no such document (the problem is added)
   */
  public static Optional<Node> parse(String source, byte[] bytes, Problems problems) {
    throw new UnsupportedOperationException();
  }

  /** A view of a value that came over the wire; {@code at} is the place of all that is in it. */
  public static Node of(JsonNode value, String at, Problems problems) {
    return new Node(value, at, problems);
  }

  /** Where this stands, {@code plan.yaml:42:7}. */
  public String at() {
    return at;
  }

  /** The value as it stands, for the wire. */
  public JsonNode json() {
    return value == null ? JsonNodeFactory.instance.objectNode() : value;
  }

  /** The problems this node reports to. */
  public Problems problems() {
    return problems;
  }

  /** Adds a problem at this node's place. */
  public void refuse(String what, String why, String todo) {
    problems.add(at, what, why, todo);
  }

  public boolean isMapping() {
    throw new UnsupportedOperationException();
  }

  public boolean isList() {
    throw new UnsupportedOperationException();
  }

  public boolean isScalar() {
    throw new UnsupportedOperationException();
  }

  /** The keys of a mapping in file order; empty (and a problem) when this is no mapping. */
  public List<String> keys() {
    throw new UnsupportedOperationException();
  }

  /** The value of a key when it is there; the key counts as known from now on. */
  public Optional<Node> optional(String key) {
    throw new UnsupportedOperationException();
  }

  /** The value of a key; a problem when it is missing. */
  public Optional<Node> required(String key) {
    throw new UnsupportedOperationException();
  }

  /** The place of a key of this mapping. */
  public String keyAt(String key) {
    throw new UnsupportedOperationException();
  }

  /** The entries of a list; empty (and a problem) when this is no list. */
  public List<Node> items() {
    throw new UnsupportedOperationException();
  }

  /** A string that is not blank; null (and a problem) when this is something else. */
  public String text() {
    throw new UnsupportedOperationException();
  }

  /** A list of strings, or one bare string. */
  public List<String> texts() {
    throw new UnsupportedOperationException();
  }

  /** A whole number in a range, both ends included; null (and a problem) when it is not. */
  public Integer whole(int least, int most) {
    throw new UnsupportedOperationException();
  }

  /** true or false; null (and a problem) when this is something else. */
  public Boolean flag() {
    throw new UnsupportedOperationException();
  }

  /**
   * A duration such as {@code 300ms 30s 15m 24h 7d}; null (and a problem) when this is no duration.
   */
  public Duration duration() {
    throw new UnsupportedOperationException();
  }

  /** One of these words; null (and a problem with "did you mean") when it is none of them. */
  public String oneOf(List<String> words) {
    throw new UnsupportedOperationException();
  }

  /** Refuses every key nobody asked for; {@code known} are named in the message. */
  public void done() {
    throw new UnsupportedOperationException();
  }
}
