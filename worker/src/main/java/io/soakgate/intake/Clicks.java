package io.soakgate.intake;

import io.soakgate.target.Secret;

/**
 * How what people press in Slack comes to this worker, and the key that vouches for them. Exactly
 * one of {@code app} and {@code http} is there.
 *
 * @param app the app-level token's reference, for Socket Mode, or null
 * @param http where Slack sends signed requests to, or null
 * @param key the reference of the intake's private key; its public line stands under {@code
 *     sources: slack}
 */
public record Clicks(Secret app, Http http, Secret key) {

  /**
   * @param host where to listen
   * @param port 0 for any free one
   * @param secret the signing secret's reference
   */
  public record Http(String host, int port, Secret secret) {}
}
