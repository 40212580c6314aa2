/**
 * How it happens: the workflows themselves, in the order the story is told.
 *
 * <p>{@link io.soakgate.deployment.walk.DeploymentWorkflowImpl} is where to begin reading;
 * everything here is deterministic and replays the stored histories.
 */
package io.soakgate.deployment.walk;
