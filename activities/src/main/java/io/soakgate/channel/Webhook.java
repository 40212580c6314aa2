package io.soakgate.channel;

import io.soakgate.http.RequestSignature;
import io.soakgate.target.Secret;
import java.net.URI;

/**
 * An address that the worker's configuration names, for channels to post to: a status page, a
 * pager, anything that takes JSON.
 *
 * @param name what plans call it
 * @param url the address, or a reference to it where it is a secret itself
 * @param bearer the token that proves the worker, or null
 * @param sign how requests are signed, or null
 */
public record Webhook(String name, String url, Secret bearer, Sign sign) {

  /**
   * @param algorithm one of {@link RequestSignature#ALGORITHMS}
   * @param key the key's reference
   */
  public record Sign(String algorithm, Secret key) {}

  /** Whether a text is an address to post to; it may hold a query, but no login. */
  public static boolean isAddress(String text) {
    return text.matches("https?://[^/\\s@?#]+([/?][^\\s#]*)?");
  }

  /**
   * The address; a secret is read now.
   *
   * @throws IllegalStateException when it cannot be read or is no address; the message names the
   *     reference, never the value
   */
  URI address() {
    if (!Secret.isReference(url)) {
      return URI.create(url);
    }
    String revealed = new Secret(url).reveal();
    if (!isAddress(revealed)) {
      throw new IllegalStateException(url + " holds no address of http or https");
    }
    return URI.create(revealed);
  }
}
