/**
 * The process that polls: reads its configuration, connects to Temporal, joins workflows and
 * activities, and counts what it does.
 */
package io.soakgate.worker;
