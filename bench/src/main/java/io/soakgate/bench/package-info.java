/** Figures of Soakgate beside a peer's, taken in the same run. */
package io.soakgate.bench;
