package io.soakgate.slack;

import com.slack.api.model.Message;
import com.slack.api.model.Message.Metadata;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Says something in a channel, once: each post carries its id where only apps see it, and a second
 * try looks for it before it posts. Slack has no other way to tell a repetition.
 */
public final class Saying {
  private static final String EVENT = "soakgate_said";
  private static final String ID = "id";
  private static final Duration BACK = Duration.ofMinutes(10);
  private static final int LOOKED_AT = 200;

  private final Web web;
  private final Rooms rooms;
  private final Clock clock;

  /**
   * @throws IllegalStateException when the token cannot be read
   */
  public Saying(SlackApp app, Clock clock) {
    this.web = new Web(app);
    this.rooms = new Rooms(web);
    this.clock = clock;
  }

  /**
   * Says it.
   *
   * @param channel its name without the number sign
   * @param create whether a channel that is not there is made
   * @param id names this text and no other
   * @param text as Slack writes it, escaped
   * @param again whether an earlier try may have said it
   * @throws Declined when Slack would not
   */
  public void say(String channel, boolean create, String id, String text, boolean again)
      throws Declined {
    String room = rooms.id(channel, create);
    if (again && said(room, id)) {
      return;
    }
    Metadata metadata = Metadata.builder().eventType(EVENT).eventPayload(Map.of(ID, id)).build();
    web.call(
        "chat.postMessage",
        m ->
            m.chatPostMessage(
                r -> r.channel(room).text(text).metadata(metadata).unfurlLinks(false)));
  }

  private boolean said(String room, String id) throws Declined {
    String oldest = String.valueOf(clock.instant().minus(BACK).getEpochSecond());
    List<Message> messages =
        web.call(
                "conversations.history",
                m ->
                    m.conversationsHistory(
                        r ->
                            r.channel(room)
                                .oldest(oldest)
                                .limit(LOOKED_AT)
                                .includeAllMetadata(true)))
            .getMessages();
    return messages.stream()
        .map(Message::getMetadata)
        .anyMatch(
            m ->
                m != null
                    && EVENT.equals(m.getEventType())
                    && id.equals(m.getEventPayload().get(ID)));
  }
}
