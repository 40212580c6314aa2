package io.soakgate.plan;

import com.fasterxml.jackson.databind.JsonNode;

/** What {@code ${name}} stands for in one environment; a scalar that keeps its type. */
public record Variable(String name, JsonNode value) {}
