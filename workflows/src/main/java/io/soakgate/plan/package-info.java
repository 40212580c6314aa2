/**
 * What was asked for: the plan language as records, and the strict reader that makes them from
 * bytes.
 *
 * <p>The reader takes bytes, never files; every problem it finds is reported at once, each with its
 * place. Nothing here knows Temporal or a database.
 */
package io.soakgate.plan;
