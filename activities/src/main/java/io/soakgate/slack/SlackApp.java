package io.soakgate.slack;

import io.soakgate.target.Secret;

/**
 * How the worker proves itself to Slack; the app is the company's own (docs/slack.md).
 *
 * @param api the prefix of the Web API's methods, as for GovSlack; null for Slack's own
 * @param bot the bot token's reference
 * @param cards the channel of the cards, without the number sign; null for no cards
 */
public record SlackApp(String api, Secret bot, String cards) {}
