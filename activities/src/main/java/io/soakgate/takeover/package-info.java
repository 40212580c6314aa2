/**
 * What people finish by hand: a deployment without Temporal, its ledger, its runbook (ADR 0013).
 */
package io.soakgate.takeover;
