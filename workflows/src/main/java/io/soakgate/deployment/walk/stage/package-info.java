/**
 * One environment on its way, and what every room of the walk stands on: the frozen plan, the time
 * it is written in, the chronicle of what happened, the outside world as stubs, and how all of it
 * reads.
 */
package io.soakgate.deployment.walk.stage;
