/** Requests and what they came to: one, in sequence, under load. */
package io.soakgate.probe.http;
