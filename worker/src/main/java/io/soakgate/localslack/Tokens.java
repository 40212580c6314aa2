package io.soakgate.localslack;

/**
 * What proves the app: a bot token for the Web API, an app token for Socket Mode, a secret for
 * signatures. They are this machine's and prove nothing to Slack.
 *
 * @param bot begins with {@code xoxb-}
 * @param app begins with {@code xapp-}
 * @param signing the signing secret
 */
public record Tokens(String bot, String app, String signing) {
  private static final String SOCKET = "apps.connections.open";

  /** Why a call with this token is refused, as Slack names it; null when it is not. */
  String refuse(String method, String token) {
    if (token == null) {
      return "not_authed";
    }
    boolean socket = method.equals(SOCKET);
    if (token.equals(socket ? app : bot)) {
      return null;
    }
    return token.equals(socket ? bot : app) ? "not_allowed_token_type" : "invalid_auth";
  }

  @Override
  public String toString() {
    return "tokens of a local Slack";
  }
}
