/**
 * The sample application of a plan: a small HTTP application over a sample database whose routes
 * are data, {@code sample/application.yaml}, so that every plan has something to probe.
 */
package io.soakgate.sample;
