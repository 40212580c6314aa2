package io.soakgate.localslack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What people do with what they see. They can press only buttons that are really there, and send
 * only modals that are really open.
 */
public final class Hands {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workspace workspace;
  private final Modals modals;
  private final Supplier<Delivery> delivery;
  private final ResponseUrl responseUrl;

  /** Where the app may answer what somebody did; on a message, or (null) on none. */
  interface ResponseUrl {
    String of(Member person, Room room, String ts);
  }

  Hands(Workspace workspace, Modals modals, Supplier<Delivery> delivery, ResponseUrl responseUrl) {
    this.workspace = workspace;
    this.modals = modals;
    this.delivery = delivery;
    this.responseUrl = responseUrl;
  }

  /**
   * Presses a button.
   *
   * @param ts the message it is on
   * @param action its {@code action_id}
   * @return whether the app acknowledged in time
   * @throws IllegalArgumentException when there is no such message or button
   */
  public boolean press(Member person, Room room, String ts, String action)
      throws InterruptedException {
    return delivery.get().deliver("interactive", pressed(person, room, ts, action)) != null;
  }

  /** What pressing a button sends, for those who send it twice or late. */
  public ObjectNode pressed(Member person, Room room, String ts, String action) {
    Post post =
        room.post(ts)
            .filter(p -> p.only() == null || p.only().equals(person.id()))
            .orElseThrow(() -> new IllegalArgumentException("no message is at " + ts));
    JsonNode button = post.button(action);
    if (button == null) {
      throw new IllegalArgumentException("no button is called " + action + " on " + ts);
    }
    ObjectNode payload = from("block_actions", person);
    ObjectNode container =
        payload
            .putObject("container")
            .put("type", "message")
            .put("message_ts", ts)
            .put("channel_id", room.id())
            .put("is_ephemeral", post.only() != null);
    if (post.thread() != null) {
      container.put("thread_ts", post.thread());
    }
    payload.putObject("channel").put("id", room.id()).put("name", room.name());
    payload.set("message", post.json(Workspace.BOT));
    payload.put("response_url", responseUrl.of(person, room, ts));
    ObjectNode pressed = payload.putArray("actions").addObject();
    pressed.setAll((ObjectNode) button.deepCopy());
    pressed.remove("confirm");
    pressed.put("action_ts", workspace.ts());
    return payload;
  }

  /** What this person has before them, or null. */
  public JsonNode modal(Member person) {
    return modals.shownTo(person.id()).orElse(null);
  }

  /**
   * Sends the modal that is open.
   *
   * @param values what was typed, by {@code block_id}
   * @return what the app says to it: {@code {}} closes it, errors leave it open; null when the app
   *     said nothing in time
   */
  public JsonNode submit(Member person, Map<String, String> values) throws InterruptedException {
    ObjectNode view =
        modals
            .shownTo(person.id())
            .orElseThrow(() -> new IllegalArgumentException("no modal is open"))
            .deepCopy();
    ObjectNode state = view.putObject("state").putObject("values");
    for (JsonNode block : view.path("blocks")) {
      String id = block.path("block_id").asText();
      if (block.path("type").asText().equals("input") && values.containsKey(id)) {
        state
            .putObject(id)
            .putObject(block.path("element").path("action_id").asText())
            .put("type", block.path("element").path("type").asText())
            .put("value", values.get(id));
      }
    }
    ObjectNode payload = from("view_submission", person);
    payload.set("view", view);
    payload.putArray("response_urls");
    JsonNode answer = delivery.get().deliver("interactive", payload);
    if (answer != null && !answer.path("response_action").asText().equals("errors")) {
      modals.close(person.id());
    }
    return answer;
  }

  /**
   * Types a command; what the app answers at once is shown to them alone; null when it does not.
   */
  public JsonNode command(Member person, Room room, String command, String text)
      throws InterruptedException {
    ObjectNode payload =
        JSON.createObjectNode()
            .put("token", "not-used")
            .put("team_id", Workspace.TEAM)
            .put("team_domain", "soakgate")
            .put("channel_id", room.id())
            .put("channel_name", room.name())
            .put("user_id", person.id())
            .put("user_name", person.name())
            .put("command", command)
            .put("text", text)
            .put("api_app_id", Workspace.APP)
            .put("response_url", responseUrl.of(person, room, null))
            .put("trigger_id", modals.trigger(person.id()));
    JsonNode answer = delivery.get().deliver("slash_commands", payload);
    if (answer != null && answer.has("text")) {
      room.add(Post.to(person, workspace.ts(), answer));
    }
    return answer;
  }

  /** Leaves the modal that is open, without sending it. */
  public void dismiss(Member person) {
    modals.close(person.id());
  }

  /** Sends something as it is: again, or changed. */
  public boolean send(ObjectNode payload) throws InterruptedException {
    return delivery.get().deliver("interactive", payload) != null;
  }

  private ObjectNode from(String type, Member person) {
    ObjectNode payload =
        JSON.createObjectNode()
            .put("type", type)
            .put("api_app_id", Workspace.APP)
            .put("token", "not-used")
            .put("trigger_id", modals.trigger(person.id()))
            .put("is_enterprise_install", false);
    payload.putObject("team").put("id", Workspace.TEAM).put("domain", "soakgate");
    payload
        .putObject("user")
        .put("id", person.id())
        .put("username", person.name())
        .put("name", person.name())
        .put("team_id", Workspace.TEAM);
    return payload;
  }
}
