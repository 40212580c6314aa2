package io.soakgate.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * A one-key node naming an action, probe or channel; opaque to the workflow, read strictly by the
 * kind it names.
 *
 * @param kind the kind key
 * @param with what stands under the kind key; an empty object for a bare kind name
 * @param at where the kind key stands, {@code plan.yaml:42:7}
 * @param terms how the walk runs it, for an action that says so; else null
 */
public record Spec(
    String kind, JsonNode with, String at, @JsonInclude(JsonInclude.Include.NON_NULL) Terms terms) {

  /** The kind that sums up what a watch saw through another probe. */
  public static final String WATCHED = "watched";

  /** Under {@link #WATCHED}: the other probe, which the reader writes out. */
  public static final String WATCHED_PROBE = "of";

  /** Beside a probe in the plan, and under its kind once read: it may keep what it does. */
  public static final String WRITES = "writes";

  /** A Spec of no terms. */
  public Spec(String kind, JsonNode with, String at) {
    this(kind, with, at, null);
  }

  /** True for a probe that keeps what it does. */
  public boolean writes() {
    return with != null && with.path(WRITES).isBoolean() && with.path(WRITES).booleanValue();
  }

  /** Without its place, as JSON. */
  public JsonNode written() {
    return JsonNodeFactory.instance.objectNode().put("kind", kind).set("with", with);
  }

  /** True when this is what {@link #written()} of another gave. */
  public boolean isWritten(JsonNode other) {
    return written().equals(other);
  }

  /** The same under these terms. */
  public Spec on(Terms other) {
    return new Spec(kind, with, at, other);
  }
}
