/**
 * Read-only mode: the application's writes are kept out, proven, renewed, and let in again.
 *
 * <p>Knows of the rooms of the walk only {@code stage}, {@code people}, {@code gate}, {@code
 * check}.
 */
package io.soakgate.deployment.walk.freeze;
