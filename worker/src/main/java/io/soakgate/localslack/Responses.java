package io.soakgate.localslack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Where answers to what somebody did may go: to them alone unless they say otherwise. */
final class Responses {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_USES = 5;

  private final Workspace workspace;
  private final Map<String, Returning> open = new ConcurrentHashMap<>();

  /** Who did something, where, and on which message (null: on none). */
  private record Returning(Member person, Room room, String ts, AtomicInteger uses) {}

  Responses(Workspace workspace) {
    this.workspace = workspace;
  }

  /** A new place for five answers, by its id. */
  String open(Member person, Room room, String ts) {
    String id = workspace.ts().replace('.', '-');
    open.put(id, new Returning(person, room, ts, new AtomicInteger()));
    return id;
  }

  /** Takes an answer; false when there is no such place, or it was used up. */
  boolean take(String id, JsonNode said) {
    Returning there = open.get(id);
    if (there == null || there.uses().incrementAndGet() > MOST_USES) {
      return false;
    }
    Optional<Post> original = Optional.ofNullable(there.ts()).flatMap(ts -> there.room().post(ts));
    if (original.isPresent() && said.path("delete_original").asBoolean()) {
      there.room().remove(there.ts());
    } else if (original.isPresent() && said.path("replace_original").asBoolean()) {
      there.room().replace(original.get().edited(text(said), blocks(said), null));
    } else {
      there.room().add(post(there, said));
    }
    return true;
  }

  /** What somebody is told, as a message. */
  private Post post(Returning there, JsonNode said) {
    boolean everybody = said.path("response_type").asText().equals("in_channel");
    return new Post(
        workspace.ts(),
        said.path("thread_ts").asText(null),
        everybody ? null : there.person().id(),
        text(said),
        blocks(said),
        null,
        0);
  }

  static String text(JsonNode said) {
    return said.path("text").asText();
  }

  static ArrayNode blocks(JsonNode said) {
    return said.path("blocks").isArray() ? (ArrayNode) said.path("blocks") : JSON.createArrayNode();
  }
}
