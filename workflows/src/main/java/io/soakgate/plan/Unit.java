package io.soakgate.plan;

/**
 * The unit of a figure. Figures are normalised when they are read: times to milliseconds, sizes to
 * bytes (1 kB = 1000 bytes), so two figures of one unit compare directly.
 */
public enum Unit {
  NONE,
  PERCENT,
  MILLIS,
  BYTES
}
