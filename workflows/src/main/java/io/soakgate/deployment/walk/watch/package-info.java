/**
 * The watch: buckets and their verdicts in a child workflow, and what the deployment does about a
 * rule that broke.
 *
 * <p>Knows of the rooms of the walk only {@code stage}, {@code people}, {@code gate}, {@code
 * check}, {@code freeze}.
 */
package io.soakgate.deployment.walk.watch;
