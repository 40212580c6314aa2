/**
 * What it means: pure decisions over measurements, approvals and time.
 *
 * <p>Not one Temporal import, no clock, no thread: the same inputs always give the same answer.
 */
package io.soakgate.verdict;
