package io.soakgate.plan;

/** A channel the plan may send to, by its name. */
public record NamedChannel(String name, Spec spec) {}
