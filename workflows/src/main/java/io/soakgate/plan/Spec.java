package io.soakgate.plan;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A one-key node naming an action, probe or channel; opaque to the workflow, read strictly by the
 * kind it names.
 *
 * @param kind the kind key
 * @param with what stands under the kind key; an empty object for a bare kind name
 * @param at where the kind key stands, {@code plan.yaml:42:7}
 */
public record Spec(String kind, JsonNode with, String at) {}
