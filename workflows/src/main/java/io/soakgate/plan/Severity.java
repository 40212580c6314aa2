package io.soakgate.plan;

/** How loudly a broken rule speaks; ordered, the loudest last. */
public enum Severity {
  WARN,
  PAGE,
  CRITICAL
}
