package io.soakgate.localslack;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the app was allowed to do when it was installed: its bot token's scopes. */
record Granted(List<String> scopes) {
  private static final Map<String, String> NEEDED =
      Map.of(
          "chat.postMessage", "chat:write",
          "chat.postEphemeral", "chat:write",
          "chat.update", "chat:write",
          "users.info", "users:read",
          "bots.info", "users:read",
          "usergroups.users.list", "usergroups:read",
          "conversations.create", "channels:manage");
  private static final Map<String, String> READING =
      Map.of(
          "conversations.list", "read",
          "conversations.info", "read",
          "conversations.history", "history",
          "conversations.replies", "history");

  /** What everybody has who does not say otherwise. */
  static final Granted ALL =
      new Granted(
          List.of(
              "chat:write",
              "channels:read",
              "channels:history",
              "channels:manage",
              "groups:read",
              "groups:history",
              "users:read",
              "usergroups:read",
              "commands"));

  /**
   * Whether the call is refused for want of a scope. Public channels are asked for with {@code
   * channels:…}, private ones with {@code groups:…}; a list of both needs both.
   */
  boolean refuse(String method, Map<String, String> with) {
    String reading = READING.get(method);
    if (reading == null) {
      String needed = NEEDED.get(method);
      return needed != null && !scopes.contains(needed);
    }
    boolean open = scopes.contains("channels:" + reading);
    boolean hidden = scopes.contains("groups:" + reading);
    if (!method.equals("conversations.list")) {
      return !open && !hidden;
    }
    List<String> types = Arrays.asList(with.getOrDefault("types", "public_channel").split(","));
    return types.contains("public_channel") && !open
        || types.contains("private_channel") && !hidden;
  }

  /** As the header {@code x-oauth-scopes} has them. */
  String header() {
    return String.join(",", scopes);
  }
}
