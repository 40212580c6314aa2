package io.soakgate.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

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

  /** A Spec of no terms. */
  public Spec(String kind, JsonNode with, String at) {
    this(kind, with, at, null);
  }

  /** The same under these terms. */
  Spec on(Terms other) {
    return new Spec(kind, with, at, other);
  }
}
