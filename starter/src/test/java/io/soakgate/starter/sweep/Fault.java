package io.soakgate.starter.sweep;

/** What breaks. */
enum Fault {
  /** {@code kill -9} of the worker; another one is started. */
  WORKER,
  /** {@code kill -9} of the Temporal server; it is started again. */
  TEMPORAL,
  /** Every session of the worker and its programs is ended by the server. */
  DATABASE
}
