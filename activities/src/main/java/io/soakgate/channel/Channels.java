package io.soakgate.channel;

import io.soakgate.slack.SlackApp;
import java.io.PrintStream;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every kind of channel this worker knows; to add one, write its file and name it here. */
public record Channels(List<Channel> list) {

  /**
   * @throws IllegalStateException when two kinds have one name
   */
  public Channels {
    Set<String> kinds = new HashSet<>();
    for (Channel channel : list) {
      if (!kinds.add(channel.kind())) {
        throw new IllegalStateException("two channels are of the kind " + channel.kind());
      }
    }
    list = List.copyOf(list);
  }

  /**
   * The kinds that come with Soakgate.
   *
   * @param out where {@code console} prints
   * @param webhooks those of the worker's configuration; null where there is none, and a plan is
   *     read without it
   * @param slack the worker's app in Slack, or null
   */
  public static Channels of(PrintStream out, List<Webhook> webhooks, SlackApp slack, Clock clock) {
    return new Channels(
        List.of(
            new ConsoleChannel(out, clock),
            new LogChannel(),
            new SlackChannel(slack, webhooks != null, clock),
            new WebhookChannel(webhooks, clock)));
  }

  /** The channel of that kind. */
  public Optional<Channel> kind(String kind) {
    return list.stream().filter(c -> c.kind().equals(kind)).findFirst();
  }

  /** The names of all kinds, in alphabetical order. */
  public List<String> names() {
    return list.stream().map(Channel::kind).sorted().toList();
  }
}
