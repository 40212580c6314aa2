package io.soakgate.condition;

/**
 * The Temporal a worker belongs to.
 *
 * @param id tells its namespaces from all others: the namespace's own id where it can be had
 * @param label its address and namespace, for people
 */
public record Cluster(String id, String label) {}
