/**
 * The cards of deployments: one file per card, each made of few blocks that a phone shows whole.
 */
package io.soakgate.slack.card;
