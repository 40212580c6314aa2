package io.soakgate.slack;

import com.slack.api.methods.response.conversations.ConversationsListResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Channels by their names: calls that read need the id. */
final class Rooms {
  private static final int PAGE = 500;
  private static final String TAKEN = "name_taken";

  private final Web web;
  private final Map<String, String> ids = new ConcurrentHashMap<>();

  Rooms(Web web) {
    this.web = web;
  }

  /**
   * The id of a channel.
   *
   * @param create whether one that is not there is made
   * @throws Declined when there is none
   */
  String id(String channel, boolean create) throws Declined {
    String known = ids.get(channel);
    if (known == null) {
      Optional<String> found = found(channel);
      known = found.isEmpty() && create ? made(channel) : found.orElse(null);
      if (known == null) {
        throw Declined.forGood("conversations.list", "channel_not_found");
      }
      ids.put(channel, known);
    }
    return known;
  }

  /** Somebody else, or a try whose answer was lost, may have been quicker. */
  private String made(String channel) throws Declined {
    try {
      return web.call("conversations.create", m -> m.conversationsCreate(r -> r.name(channel)))
          .getChannel()
          .getId();
    } catch (Declined e) {
      if (!e.error().equals(TAKEN)) {
        throw e;
      }
      return found(channel).orElseThrow(() -> e);
    }
  }

  private Optional<String> found(String channel) throws Declined {
    String cursor = "";
    do {
      ConversationsListResponse page = page(cursor, true);
      Optional<String> found =
          page.getChannels().stream()
              .filter(c -> c.getName().equals(channel))
              .map(Conversation::getId)
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
      cursor = next(page);
    } while (!cursor.isEmpty());
    return Optional.empty();
  }

  /** Every channel that the app can see, archived ones among them. */
  List<Conversation> all() throws Declined {
    List<Conversation> all = new ArrayList<>();
    String cursor = "";
    do {
      ConversationsListResponse page = page(cursor, false);
      all.addAll(page.getChannels());
      cursor = next(page);
    } while (!cursor.isEmpty());
    return all;
  }

  private ConversationsListResponse page(String from, boolean unarchived) throws Declined {
    List<ConversationType> types =
        List.of(ConversationType.PUBLIC_CHANNEL, ConversationType.PRIVATE_CHANNEL);
    return web.call(
        "conversations.list",
        m ->
            m.conversationsList(
                r -> r.cursor(from).limit(PAGE).excludeArchived(unarchived).types(types)));
  }

  private static String next(ConversationsListResponse page) {
    String cursor =
        page.getResponseMetadata() == null ? null : page.getResponseMetadata().getNextCursor();
    return cursor == null ? "" : cursor;
  }
}
