/**
 * The strict reader: makes a plan of bytes.
 *
 * <p>It takes bytes, never files; every problem it finds is reported at once, each with its place.
 * Nothing here knows Temporal or a database.
 */
package io.soakgate.plan.reading;
