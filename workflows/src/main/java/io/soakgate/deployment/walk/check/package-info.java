/**
 * Checks: what probes see before and after a change, judged; whether an environment is fit to be
 * changed; fingerprints.
 *
 * <p>Knows of the rooms of the walk only {@code stage}, {@code people}, {@code gate}.
 */
package io.soakgate.deployment.walk.check;
