package io.soakgate.localslack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A message as everybody in its channel sees it, or one person alone.
 *
 * @param ts its time, which is its name within the channel
 * @param thread the time of the message it answers, or null
 * @param only who alone sees it, or null
 * @param text its text
 * @param blocks its blocks; empty for none
 * @param metadata what the app keeps with it, or null
 * @param edits how often it was edited
 */
public record Post(
    String ts,
    String thread,
    String only,
    String text,
    ArrayNode blocks,
    JsonNode metadata,
    int edits) {

  /** What an answer says to somebody alone. */
  static Post to(Member person, String ts, JsonNode said) {
    return new Post(ts, null, person.id(), Responses.text(said), Responses.blocks(said), null, 0);
  }

  /** Edited: what is left away stays. */
  Post edited(String text, ArrayNode blocks, JsonNode metadata) {
    return new Post(
        ts,
        thread,
        only,
        text == null ? this.text : text,
        blocks == null ? this.blocks : blocks,
        metadata == null ? this.metadata : metadata,
        edits + 1);
  }

  /** The button with this id; null when none is on it. */
  public JsonNode button(String action) {
    for (JsonNode block : blocks) {
      for (JsonNode element : block.path("elements")) {
        if (action.equals(element.path("action_id").asText())) {
          return ((ObjectNode) element.deepCopy()).put("block_id", block.path("block_id").asText());
        }
      }
      if (action.equals(block.path("accessory").path("action_id").asText())) {
        return block.path("accessory");
      }
    }
    return null;
  }

  /** As Slack tells it. */
  ObjectNode json(String bot) {
    ObjectNode message =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "message")
            .put("ts", ts)
            .put("user", bot)
            .put("bot_id", "B" + bot.substring(1))
            .put("text", text);
    message.set("blocks", blocks);
    if (thread != null) {
      message.put("thread_ts", thread);
    }
    if (metadata != null) {
      message.set("metadata", metadata);
    }
    return message;
  }
}
