/**
 * What happens: the durable workflows, the messages they take, and what they ask of the outside
 * world, one activity interface per question (admit, act, probe, tell, record).
 *
 * <p>Workflow code decides, activities touch: nothing here opens a file, a socket or a clock.
 */
package io.soakgate.deployment;
