package io.soakgate.localslack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The methods of the Web API that Soakgate calls. */
final class WebApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_TEXT = 40_000;
  private static final int MOST_BLOCKS = 50;
  private static final int MOST_IN_MODALS = 100;
  private static final String BOT = "B" + Workspace.BOT.substring(1);

  private final Workspace workspace;
  private final Modals modals;
  private final Tokens tokens;
  private final Supplier<String> socket;

  /**
   * @param socket where the next connection of Socket Mode may be opened
   */
  WebApi(Workspace workspace, Modals modals, Tokens tokens, Supplier<String> socket) {
    this.workspace = workspace;
    this.modals = modals;
    this.tokens = tokens;
    this.socket = socket;
  }

  /** What a call fails with, as Slack names it. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1;
    private final String detail;

    Failed(String error) {
      this(error, null);
    }

    Failed(String error, String detail) {
      super(error);
      this.detail = detail;
    }
  }

  /**
   * Calls a method.
   *
   * @param token the one it was called with, or null
   */
  ObjectNode call(String method, String token, Map<String, String> with) {
    try {
      String refused = tokens.refuse(method, token);
      if (refused == null && workspace.scopes().refuse(method, with)) {
        refused = "missing_scope";
      }
      return refused == null ? answer(method, with).put("ok", true) : failure(refused, null);
    } catch (Failed e) {
      return failure(e.getMessage(), e.detail);
    } catch (JsonProcessingException e) {
      return failure("invalid_arguments", e.getOriginalMessage());
    }
  }

  private static ObjectNode failure(String error, String detail) {
    ObjectNode failure = JSON.createObjectNode().put("ok", false).put("error", error);
    if (detail != null) {
      failure.putObject("response_metadata").putArray("messages").add("[ERROR] " + detail);
    }
    return failure;
  }

  private ObjectNode answer(String method, Map<String, String> with)
      throws Failed, JsonProcessingException {
    return switch (method) {
      case "api.test" -> JSON.createObjectNode();
      case "auth.test" -> self();
      case "bots.info" -> bot(needed(with, "bot"));
      case "apps.connections.open" -> JSON.createObjectNode().put("url", socket.get());
      case "chat.postMessage" -> post(with, null);
      case "chat.postEphemeral" -> post(with, needed(with, "user"));
      case "chat.update" -> update(with);
      case "conversations.info" -> JSON.createObjectNode().set("channel", room(with).json());
      case "conversations.list" -> rooms(isTrue(with.get("exclude_archived")));
      case "conversations.history" -> posts(with, null);
      case "conversations.replies" -> posts(with, needed(with, "ts"));
      case "conversations.create" -> create(needed(with, "name"));
      case "conversations.invite" -> invite(with);
      case "conversations.setTopic" -> topic(with);
      case "conversations.archive" -> archive(with);
      case "pins.add", "bookmarks.add" -> JSON.createObjectNode();
      case "users.info" -> JSON.createObjectNode().set("user", member(with));
      case "usergroups.users.list" -> group(with);
      case "views.open" -> open(with);
      default -> throw new Failed("unknown_method");
    };
  }

  private static ObjectNode self() {
    return JSON.createObjectNode()
        .put("url", "http://localhost/")
        .put("team", "soakgate")
        .put("team_id", Workspace.TEAM)
        .put("user", "soakgate")
        .put("user_id", Workspace.BOT)
        .put("bot_id", BOT);
  }

  private static ObjectNode bot(String id) throws Failed {
    if (!id.equals(BOT)) {
      throw new Failed("bot_not_found");
    }
    ObjectNode bot = JSON.createObjectNode().put("id", BOT).put("app_id", Workspace.APP);
    return JSON.createObjectNode().set("bot", bot.put("user_id", Workspace.BOT));
  }

  private static String needed(Map<String, String> with, String key) throws Failed {
    String value = with.get(key);
    if (value == null || value.isEmpty()) {
      throw new Failed("invalid_arguments", "missing required field: " + key);
    }
    return value;
  }

  private Room room(Map<String, String> with) throws Failed {
    Optional<Room> room = workspace.room(needed(with, "channel")).filter(Room::visible);
    return room.orElseThrow(() -> new Failed("channel_not_found"));
  }

  private ObjectNode post(Map<String, String> with, String only)
      throws Failed, JsonProcessingException {
    Room room = room(with);
    if (room.archived()) {
      throw new Failed("is_archived");
    }
    if (!room.member()) {
      throw new Failed("not_in_channel");
    }
    Post post =
        new Post(
            workspace.ts(),
            with.get("thread_ts"),
            only,
            text(with),
            blocks(with).orElseGet(JSON::createArrayNode),
            metadata(with),
            0);
    if (post.text().isEmpty() && post.blocks().isEmpty()) {
      throw new Failed("no_text");
    }
    room.add(post);
    ObjectNode answer = JSON.createObjectNode().put("channel", room.id());
    return only == null
        ? answer.put("ts", post.ts()).set("message", post.json(Workspace.BOT))
        : answer.put("message_ts", post.ts());
  }

  private ObjectNode update(Map<String, String> with) throws Failed, JsonProcessingException {
    Room room = room(with);
    Post old =
        room.post(needed(with, "ts"))
            .filter(p -> p.only() == null)
            .orElseThrow(() -> new Failed("message_not_found"));
    Post edited =
        old.edited(
            with.containsKey("text") ? text(with) : null,
            blocks(with).orElse(null),
            metadata(with));
    room.replace(edited);
    return JSON.createObjectNode()
        .put("channel", room.id())
        .put("ts", edited.ts())
        .put("text", edited.text());
  }

  private static String text(Map<String, String> with) throws Failed {
    String text = with.getOrDefault("text", "");
    if (text.length() > LONGEST_TEXT) {
      throw new Failed("msg_too_long");
    }
    // Slack would take it, and link what it merely mentions.
    if (!text.isEmpty() && !"none".equals(with.get("parse"))) {
      throw new Failed("invalid_arguments", "text without parse: none");
    }
    return text;
  }

  private static Optional<ArrayNode> blocks(Map<String, String> with)
      throws Failed, JsonProcessingException {
    if (!with.containsKey("blocks")) {
      return Optional.empty();
    }
    JsonNode blocks = JSON.readTree(with.get("blocks"));
    if (!blocks.isArray()) {
      throw new Failed("invalid_blocks_format");
    }
    Optional<String> broken = Limits.broken(blocks, MOST_BLOCKS);
    if (broken.isPresent()) {
      throw new Failed("invalid_blocks", broken.get());
    }
    return Optional.of((ArrayNode) blocks);
  }

  private static JsonNode metadata(Map<String, String> with) throws JsonProcessingException {
    return with.containsKey("metadata") ? JSON.readTree(with.get("metadata")) : null;
  }

  private ObjectNode rooms(boolean unarchived) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode channels = answer.putArray("channels");
    workspace.rooms().stream()
        .filter(room -> room.visible() && !(unarchived && room.archived()))
        .forEach(room -> channels.add(room.json()));
    return answer;
  }

  /** Newest first, as Slack does; those of a thread oldest first. */
  private ObjectNode posts(Map<String, String> with, String thread) throws Failed {
    String oldest = with.getOrDefault("oldest", "0");
    boolean metadata = isTrue(with.get("include_all_metadata"));
    ObjectNode answer = JSON.createObjectNode().put("has_more", false);
    ArrayNode messages = answer.putArray("messages");
    for (Post post : room(with).posts()) {
      boolean here =
          thread == null
              ? post.thread() == null
              : thread.equals(post.thread()) || thread.equals(post.ts());
      if (here && post.ts().compareTo(oldest) >= 0) {
        ObjectNode json = post.json(Workspace.BOT);
        if (!metadata) {
          json.remove("metadata");
        }
        if (thread == null) {
          messages.insert(0, json);
        } else {
          messages.add(json);
        }
      }
    }
    return answer;
  }

  private static boolean isTrue(String text) {
    return "1".equals(text) || "true".equals(text);
  }

  private ObjectNode create(String name) throws Failed {
    if (!name.matches("[a-z0-9_-]{1,80}")) {
      throw new Failed("invalid_name_specials");
    }
    if (workspace.room(name).isPresent()) {
      throw new Failed("name_taken");
    }
    return JSON.createObjectNode().set("channel", workspace.channel(name, false).json());
  }

  private ObjectNode invite(Map<String, String> with) throws Failed {
    Room room = room(with);
    room.invite(List.of(needed(with, "users").split(",")));
    return JSON.createObjectNode().set("channel", room.json());
  }

  private ObjectNode topic(Map<String, String> with) throws Failed {
    room(with).about(with.getOrDefault("topic", ""));
    return JSON.createObjectNode();
  }

  private ObjectNode archive(Map<String, String> with) throws Failed {
    room(with).archive();
    return JSON.createObjectNode();
  }

  private ObjectNode member(Map<String, String> with) throws Failed {
    return workspace
        .member(needed(with, "user"))
        .map(m -> m.json(Workspace.TEAM))
        .orElseThrow(() -> new Failed("user_not_found"));
  }

  private ObjectNode group(Map<String, String> with) throws Failed {
    List<String> members =
        workspace
            .members(needed(with, "usergroup"))
            .orElseThrow(() -> new Failed("no_such_subteam"));
    ObjectNode answer = JSON.createObjectNode();
    members.forEach(answer.withArray("users")::add);
    return answer;
  }

  private ObjectNode open(Map<String, String> with) throws Failed, JsonProcessingException {
    JsonNode view = JSON.readTree(needed(with, "view"));
    Optional<String> broken = Limits.broken(view.path("blocks"), MOST_IN_MODALS);
    if (broken.isPresent()) {
      throw new Failed("invalid_blocks", broken.get());
    }
    ObjectNode opened =
        modals
            .open(needed(with, "trigger_id"), (ObjectNode) view)
            .orElseThrow(() -> new Failed("expired_trigger_id"));
    return JSON.createObjectNode().set("view", opened);
  }
}
