package io.soakgate.plan;

/**
 * What a plan accepts of the lint, and why.
 *
 * @param rule the rule's name
 * @param why for whoever agrees to it
 * @param at where it stands, {@code plan.yaml:42:7}
 */
public record Accepted(String rule, String why, String at) {}
