/** Figures that others keep: metrics of applications, and Prometheus. */
package io.soakgate.probe.metric;
