/**
 * What was asked for: the plan language as records.
 *
 * <p>{@link io.soakgate.plan.reading.PlanReader} makes them. Nothing here knows Temporal or a
 * database.
 */
package io.soakgate.plan;
