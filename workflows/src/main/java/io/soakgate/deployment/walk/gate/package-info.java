/**
 * Gates: who has to agree to what, what they attest, and the window in which it may happen.
 *
 * <p>Knows of the rooms of the walk only {@code stage}, {@code people}.
 */
package io.soakgate.deployment.walk.gate;
