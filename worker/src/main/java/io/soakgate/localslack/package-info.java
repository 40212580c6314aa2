/**
 * A Slack of one machine, for demonstrations and tests: a workspace with people and channels, the
 * parts of the Web API, of Socket Mode and of signed requests that Soakgate uses, Slack's limits,
 * and Slack's bad days.
 */
package io.soakgate.localslack;
