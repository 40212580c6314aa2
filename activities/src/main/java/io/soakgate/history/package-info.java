/** The application's own migration history, kept true (ADR 0016). */
package io.soakgate.history;
