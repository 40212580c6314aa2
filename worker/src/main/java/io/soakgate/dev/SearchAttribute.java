package io.soakgate.dev;

/**
 * A search attribute that a server we start shall know.
 *
 * @param name such as {@code SoakgatePlan}
 * @param type Temporal's word for it, such as {@code Keyword}
 */
public record SearchAttribute(String name, String type) {}
