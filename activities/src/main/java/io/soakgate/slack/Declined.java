package io.soakgate.slack;

import java.time.Duration;

/** Slack did not do what it was asked. */
public final class Declined extends Exception {
  private static final long serialVersionUID = 1;
  private static final Duration MOST = Duration.ofMinutes(1);

  private final String error;
  private final boolean forGood;
  private final transient Duration after;

  private Declined(String method, String error, boolean forGood, Duration after) {
    super("Slack's " + method + ": " + error + hint(error));
    this.error = error;
    this.forGood = forGood;
    this.after = after;
  }

  static Declined forNow(String method, String error, Duration after) {
    return new Declined(method, error, false, after);
  }

  static Declined forGood(String method, String error) {
    return new Declined(method, error, true, null);
  }

  private static String hint(String error) {
    return switch (error) {
      case "channel_not_found", "not_in_channel" ->
          "; invite the app to it, or correct its name in the plan";
      case "missing_scope" -> "; add what docs/slack.md lists to the app and install it again";
      case "invalid_auth", "not_authed", "token_revoked", "account_inactive" ->
          "; check `slack: {bot: …}` in the worker's configuration";
      case "is_archived" -> "; nobody can write there any more";
      default -> "";
    };
  }

  /** As Slack names it. */
  String error() {
    return error;
  }

  /** Whether asking again cannot help. */
  public boolean forGood() {
    return forGood;
  }

  /**
   * How long Slack asks to wait before the next try, at most a minute, or null. Temporal gives up
   * at once where the next try would begin after all time is over.
   */
  public Duration after() {
    return after == null || after.compareTo(MOST) < 0 ? after : MOST;
  }
}
