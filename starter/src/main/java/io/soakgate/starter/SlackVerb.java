package io.soakgate.starter;

import picocli.CommandLine.Command;

/** {@code soakgate slack}. */
@Command(
    name = "slack",
    description = "Set up Soakgate's app in Slack, and see whether it is well.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    subcommands = {SlackManifest.class, SlackCheck.class})
final class SlackVerb {}
