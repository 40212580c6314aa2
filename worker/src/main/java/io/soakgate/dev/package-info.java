/**
 * Everything a deployment needs, on one machine with nothing installed: a Temporal server,
 * throw-away databases with sample data, and the small application that runs on them. Knows nothing
 * of plans.
 */
package io.soakgate.dev;
