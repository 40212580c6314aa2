package io.soakgate.slack;

import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.Message.Metadata;
import com.slack.api.model.ResponseMetadata;
import com.slack.api.model.block.LayoutBlock;
import io.soakgate.deployment.CardActivity.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Messages that are posted once: cards, which are edited from then on, and what is said to people.
 * Each carries its id where only apps see it; where an answer was lost, it is looked for before
 * anything is posted again. Slack has no other way to tell a repetition.
 */
public final class Posting {
  private static final String EVENT = "soakgate_message";
  private static final String ID = "id";
  private static final Duration CLOCKS = Duration.ofMinutes(10);
  private static final int PAGE = 200;
  private static final int PAGES = 10;
  private static final Set<String> UNREADABLE =
      Set.of("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long");
  private static final String GONE = "message_not_found";

  private final Web web;
  private final Rooms rooms;
  private final Instant until;

  /**
   * @throws IllegalStateException when the token cannot be read
   */
  public Posting(SlackApp app) {
    this.web = new Web(app);
    this.rooms = new Rooms(web);
    this.until = Instant.MAX;
  }

  private Posting(Posting all, Instant until) {
    this.web = all.web;
    this.rooms = all.rooms;
    this.until = until;
  }

  /**
   * The same for one try, after which somebody else may look for what it posted: it posts nothing
   * that may be carried out after that.
   *
   * @param until when the try ends, by this machine's clock
   */
  public Posting until(Instant until) {
    return new Posting(this, until);
  }

  /**
   * What is to be read.
   *
   * @param id names this message and no other
   * @param text all there is where blocks are not shown, escaped
   */
  public record Sheet(String id, String text, List<LayoutBlock> blocks) {
    private Sheet plain() {
      return new Sheet(id, text, List.of());
    }
  }

  /** A page of messages, and where the next one begins. */
  private record Page(List<Message> messages, ResponseMetadata more) {}

  /**
   * Posts it, unless it is there; then it is edited.
   *
   * @param channel its name without the number sign
   * @param thread the message in whose thread it belongs, or null
   * @param since when it may first have been posted; null when it was not
   * @throws Declined when Slack would not
   */
  public Place post(String channel, Place thread, Sheet sheet, Instant since) throws Declined {
    return once(thread == null ? rooms.id(channel, false) : thread.room(), thread, sheet, since);
  }

  private Place once(String room, Place thread, Sheet sheet, Instant since) throws Declined {
    Optional<String> there =
        since == null ? Optional.empty() : posted(room, thread, sheet.id(), since);
    return there.isPresent()
        ? edit(new Place(room, there.get()), thread, sheet, null)
        : post(room, thread, sheet);
  }

  /**
   * Says it in a channel, unless it was said; what was said is not edited.
   *
   * @param channel its name without the number sign
   * @param create whether a channel that is not there is made
   * @param since when it may first have been said; null when it was not
   * @throws Declined when Slack would not
   */
  public void say(String channel, boolean create, Sheet sheet, Instant since) throws Declined {
    String room = rooms.id(channel, create);
    if (since == null || posted(room, null, sheet.id(), since).isEmpty()) {
      post(room, null, sheet);
    }
  }

  private Place post(String room, Place thread, Sheet sheet) throws Declined {
    if (Instant.now().plus(Web.PATIENCE).isAfter(until)) {
      throw Declined.forNow("chat.postMessage", "too late to post it only once", null);
    }
    Metadata metadata =
        Metadata.builder().eventType(EVENT).eventPayload(Map.of(ID, sheet.id())).build();
    try {
      return new Place(
          room,
          web.call(
                  "chat.postMessage",
                  m ->
                      m.chatPostMessage(
                          r ->
                              r.channel(room)
                                  .threadTs(thread == null ? null : thread.ts())
                                  .text(sheet.text())
                                  .parse(Mrkdwn.VERBATIM)
                                  .blocks(sheet.blocks())
                                  .metadata(metadata)
                                  .unfurlLinks(false)
                                  .unfurlMedia(false)))
              .getTs());
    } catch (Declined e) {
      if (unreadable(sheet, e)) {
        return post(room, thread, sheet.plain());
      }
      throw e;
    }
  }

  /**
   * Edits it; where it is gone it is posted anew, unless it was.
   *
   * @param since when it may first have been posted anew; null when it was not
   * @throws Declined when Slack would not
   */
  public Place edit(Place at, Place thread, Sheet sheet, Instant since) throws Declined {
    try {
      web.call(
          "chat.update",
          m ->
              m.chatUpdate(
                  r ->
                      r.channel(at.room())
                          .ts(at.ts())
                          .text(sheet.text())
                          .parse(Mrkdwn.VERBATIM)
                          .blocks(sheet.blocks())));
      return at;
    } catch (Declined e) {
      if (unreadable(sheet, e)) {
        return edit(at, thread, sheet.plain(), since);
      }
      if (e.error().equals(GONE)) {
        return once(at.room(), thread, sheet, since);
      }
      throw e;
    }
  }

  private static boolean unreadable(Sheet sheet, Declined e) {
    return UNREADABLE.contains(e.error()) && !sheet.blocks().isEmpty();
  }

  private Optional<String> posted(String room, Place thread, String id, Instant since)
      throws Declined {
    String oldest = String.valueOf(since.minus(CLOCKS).getEpochSecond());
    String from = "";
    for (int page = 0; page < PAGES; page++) {
      Page read = thread == null ? page(room, oldest, from) : page(thread, oldest, from);
      Optional<String> found =
          read.messages().stream().filter(m -> is(m, id)).map(Message::getTs).findFirst();
      from = read.more() == null ? null : read.more().getNextCursor();
      if (found.isPresent() || from == null || from.isEmpty()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Page page(String room, String oldest, String from) throws Declined {
    ConversationsHistoryResponse read =
        web.call(
            "conversations.history",
            m ->
                m.conversationsHistory(
                    r ->
                        r.channel(room)
                            .oldest(oldest)
                            .cursor(from)
                            .limit(PAGE)
                            .includeAllMetadata(true)));
    return new Page(read.getMessages(), read.getResponseMetadata());
  }

  private Page page(Place thread, String oldest, String from) throws Declined {
    ConversationsRepliesResponse read =
        web.call(
            "conversations.replies",
            m ->
                m.conversationsReplies(
                    r ->
                        r.channel(thread.room())
                            .ts(thread.ts())
                            .oldest(oldest)
                            .cursor(from)
                            .limit(PAGE)
                            .includeAllMetadata(true)));
    return new Page(read.getMessages(), read.getResponseMetadata());
  }

  private static boolean is(Message message, String id) {
    Metadata metadata = message.getMetadata();
    return metadata != null
        && EVENT.equals(metadata.getEventType())
        && id.equals(metadata.getEventPayload().get(ID));
  }
}
