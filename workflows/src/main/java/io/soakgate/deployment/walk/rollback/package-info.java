/**
 * Taking back: what was done is undone and proven, and what stays is accounted for.
 *
 * <p>Knows of the rooms of the walk only {@code stage}, {@code people}, {@code gate}, {@code
 * check}, {@code freeze}, {@code watch}, {@code change}.
 */
package io.soakgate.deployment.walk.rollback;
