package io.soakgate.localslack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What one person sees of the workspace, for the page. */
final class Seen {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workspace workspace;
  private final Hands hands;

  Seen(Workspace workspace, Hands hands) {
    this.workspace = workspace;
    this.hands = hands;
  }

  /** Everybody, every channel with its messages, and the modal that this person has open. */
  ObjectNode by(Member person) {
    ObjectNode seen = JSON.createObjectNode().put("person", person.id());
    ArrayNode people = seen.putArray("people");
    workspace
        .members()
        .forEach(
            m ->
                people.addObject().put("id", m.id()).put("name", m.name()).put("title", m.title()));
    ArrayNode rooms = seen.putArray("rooms");
    workspace.rooms().forEach(room -> rooms.add(room(room, person)));
    JsonNode modal = hands.modal(person);
    return seen.set("modal", modal);
  }

  private static ObjectNode room(Room room, Member person) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", room.id())
            .put("name", room.name())
            .put("topic", room.topic())
            .put("archived", room.archived());
    ArrayNode posts = json.putArray("posts");
    for (Post post : room.seenBy(person.id())) {
      ObjectNode seen =
          posts
              .addObject()
              .put("ts", post.ts())
              .put("thread", post.thread())
              .put("alone", post.only() != null)
              .put("edited", post.edits() > 0)
              .put("text", post.text());
      seen.set("blocks", post.blocks());
    }
    return json;
  }
}
