package io.soakgate.plan;

/**
 * A role that approves. Who holds it is said by the worker's configuration, never by the plan.
 *
 * @param name the word used in gates
 * @param words what the role is, for people
 */
public record Role(String name, String words) {}
