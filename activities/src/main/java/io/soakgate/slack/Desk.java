package io.soakgate.slack;

import com.slack.api.Slack;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.bots.BotsInfoResponse.Bot;
import com.slack.api.model.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Slack is asked about those who press something, and what is said to one of them alone. */
public final class Desk {
  private final Web web;
  private final Rooms rooms;

  /**
   * @throws IllegalStateException when the token cannot be read
   */
  public Desk(SlackApp app) {
    this.web = new Web(app);
    this.rooms = new Rooms(web);
  }

  /**
   * Where the app is installed.
   *
   * @param team the workspace's id
   * @param enterprise the organization's, which people of a grid belong to; or null
   * @param app the app's own id
   */
  public record Workplace(String team, String enterprise, String app) {
    /** Whether people of that id are people of this place. */
    public boolean has(String teamOrEnterprise) {
      return teamOrEnterprise != null
          && (teamOrEnterprise.equals(team) || teamOrEnterprise.equals(enterprise));
    }
  }

  /** The client, for those who listen; its calls are bounded like ours. */
  public Slack client() {
    return web.slack();
  }

  /**
   * Where this app is installed, asked now.
   *
   * @throws Declined when Slack does not say
   */
  public Workplace workplace() throws Declined {
    AuthTestResponse self = web.call("auth.test", m -> m.authTest(r -> r));
    return new Workplace(self.getTeamId(), self.getEnterpriseId(), app(self));
  }

  // What auth.test says of a bot token names its bot, and not its app.
  private String app(AuthTestResponse self) throws Declined {
    Bot bot =
        web.call("bots.info", m -> m.botsInfo(r -> r.bot(self.getBotId()).teamId(self.getTeamId())))
            .getBot();
    if (bot == null || bot.getAppId() == null) {
      throw Declined.forNow("bots.info", "it does not say whose app this is", null);
    }
    return bot.getAppId();
  }

  /**
   * The id of a channel by its name.
   *
   * @throws Declined when there is none, or Slack does not say
   */
  public String room(String channel) throws Declined {
    return rooms.id(channel, false);
  }

  /**
   * What is against an account's deciding anything, asked now and never remembered: who was
   * deactivated a minute ago decides nothing.
   *
   * @return in words, or empty when nothing is
   * @throws Declined when Slack does not say
   */
  public Optional<String> against(String user, Workplace place) throws Declined {
    User found = web.call("users.info", m -> m.usersInfo(r -> r.user(user))).getUser();
    if (found == null || !user.equals(found.getId())) {
      return Optional.of("Slack knows no such account");
    }
    List<String> against =
        new ArrayList<>(Against.of(found).stream().map(Against::account).toList());
    if (found.getTeamId() != null && !place.has(found.getTeamId())) {
      against.add("it is of another workspace");
    }
    return against.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", against));
  }

  /**
   * Says something to one person alone.
   *
   * @param thread the time of the thread's first message, or null
   * @param text as Slack writes it, escaped
   * @throws Declined when Slack would not
   */
  public void whisper(String room, String user, String thread, String text) throws Declined {
    web.call(
        "chat.postEphemeral",
        m ->
            m.chatPostEphemeral(
                r ->
                    r.channel(room).user(user).threadTs(thread).text(text).parse(Mrkdwn.VERBATIM)));
  }

  /**
   * Opens a modal.
   *
   * @param trigger what entitles to it, for three seconds and once
   * @param view the modal as JSON
   * @throws Declined when Slack would not
   */
  public void open(String trigger, String view) throws Declined {
    web.call("views.open", m -> m.viewsOpen(r -> r.triggerId(trigger).viewAsString(view)));
  }
}
