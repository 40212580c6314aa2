/**
 * Programs that the worker runs beside PostgreSQL's own: the named commands of its configuration,
 * pgbench, k6. Argument vectors, never a shell; a time limit; an output with an end and without
 * secrets.
 */
package io.soakgate.command;
