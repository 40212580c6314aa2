/**
 * May this plan run here? Reads the plan's folder, checks it whole, and asks each target what its
 * login may do. Every problem is an answer, all of them at once.
 */
package io.soakgate.admission;
