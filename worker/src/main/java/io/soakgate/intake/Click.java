package io.soakgate.intake;

/**
 * Who did something, where and when, as Slack tells it.
 *
 * @param app the id of the app it was sent to
 * @param team the workspace or organization the person belongs to
 * @param user the person's id
 * @param room the id of the channel
 * @param message the time of the message pressed on; null for what was typed
 * @param thread the time of its thread's first message, or null
 * @param mark what tells this doing from every other of this person there
 * @param trigger what entitles to open a modal
 */
record Click(
    String app,
    String team,
    String user,
    String room,
    String message,
    String thread,
    String mark,
    String trigger) {

  /** The same for a click that came twice; no two others have it. */
  String id() {
    return String.join("/", "slack", team, room, String.valueOf(message), mark, user);
  }

  /** For the audit. */
  String words() {
    return "Slack user %s of %s in %s".formatted(user, team, room);
  }
}
