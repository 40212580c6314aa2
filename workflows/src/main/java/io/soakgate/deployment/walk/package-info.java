/**
 * How it happens: the workflows themselves, in the order the story is told.
 *
 * <p>{@link io.soakgate.deployment.walk.DeploymentWorkflowImpl} is where to begin reading, {@link
 * io.soakgate.deployment.walk.Parts} joins the rooms that it is told in, one package each: {@code
 * stage}, {@code people}, {@code gate}, {@code check}, {@code freeze}, {@code watch}, {@code
 * change}, {@code rollback}. Each knows only those before it. Everything here is deterministic and
 * replays the stored histories.
 */
package io.soakgate.deployment.walk;
