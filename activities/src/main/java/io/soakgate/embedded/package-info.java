/**
 * Throw-away PostgreSQL clusters for one machine: found or unpacked binaries, started without
 * root's rights, adopted or stopped by the next process when the last one was killed. No Temporal
 * here.
 */
package io.soakgate.embedded;
