package io.soakgate.plan;

/** A probe or an action under the name the plan gives it. */
public record NamedSpec(String name, Spec spec) {}
