package io.soakgate.channel;

import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.plan.Severity;
import io.soakgate.plan.reading.Node;
import io.soakgate.slack.Declined;
import io.soakgate.slack.Mrkdwn;
import io.soakgate.slack.Posting;
import io.soakgate.slack.Posting.Sheet;
import io.soakgate.slack.SlackApp;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * {@code slack: {channel: engineering}}: says it in Slack, once, however often it has to be tried.
 * With {@code create} a channel that is not there is made, such as a war room of the day (M-073).
 */
final class SlackChannel implements Channel {
  private static final String NAME = "[a-z0-9_-]{1,80}";

  private final SlackApp app;
  private final boolean known;
  private final Clock clock;
  private Posting posting;

  /**
   * @param known whether the worker's configuration is known; where a plan is read without one,
   *     nobody can tell whether there is an app
   */
  SlackChannel(SlackApp app, boolean known, Clock clock) {
    this.app = app;
    this.known = known;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public void check(Node with) {
    Node channel = with.required("channel").orElse(null);
    String name = channel == null ? null : channel.text();
    if (name != null && !name.matches(NAME)) {
      channel.refuse(
          "no channel of Slack is called " + name,
          "names are small letters, digits, hyphens and underscores, at most 80",
          "write it without the number sign");
    }
    with.optional("create").ifPresent(Node::flag);
    if (known && app == null) {
      with.refuse(
          "this worker has no app in Slack",
          "nothing could be said there",
          "add `slack: {bot: \"env:…\"}` to the worker's configuration");
    }
    with.done();
  }

  @Override
  public void say(Node with, Message message, Try now) throws Exception {
    String channel = with.required("channel").map(Node::text).orElseThrow();
    boolean create = Boolean.TRUE.equals(with.optional("create").map(Node::flag).orElse(false));
    try {
      Sheet sheet = new Sheet(message.id(), text(message), List.of());
      posting()
          .until(now.until())
          .say(channel, create, sheet, now.again() ? clock.instant() : null);
    } catch (Declined e) {
      if (e.forGood()) {
        throw new Untold(e.getMessage());
      }
      throw ApplicationFailure.newBuilder()
          .setMessage(e.getMessage())
          .setType("untold")
          .setNextRetryDelay(e.after())
          .build();
    }
  }

  /** Made when it is first needed: the token is read then, and one client serves all. */
  private synchronized Posting posting() {
    if (posting == null) {
      posting = new Posting(app);
    }
    return posting;
  }

  /** Status by word and sign, never by colour alone. */
  private static String text(Message message) {
    return sign(message.severity())
        + "*"
        + Mrkdwn.escaped(Lines.where(null, message))
        + "*  "
        + Mrkdwn.escaped(message.text())
        + "  _"
        + Mrkdwn.escaped(message.deployment())
        + "_";
  }

  private static String sign(Severity severity) {
    if (severity == null) {
      return "";
    }
    String icon =
        switch (severity) {
          case WARN -> ":warning: ";
          case PAGE -> ":pager: ";
          case CRITICAL -> ":rotating_light: ";
        };
    return icon + severity.name().toUpperCase(Locale.ROOT) + "  ";
  }
}
