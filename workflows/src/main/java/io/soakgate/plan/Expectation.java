package io.soakgate.plan;

/**
 * One value name and its bound: an entry of {@code must}, {@code should} or {@code when}.
 *
 * @param value the name of a value in the measurement
 * @param bound what it is held against
 */
public record Expectation(String value, Bound bound) {}
