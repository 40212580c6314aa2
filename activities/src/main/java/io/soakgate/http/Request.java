package io.soakgate.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A request, ready to be sent: it holds secrets.
 *
 * @param method {@code GET}, {@code POST} …
 * @param uri where to
 * @param headers what goes along
 * @param body its bytes; empty for none
 * @param timeout how long the whole answer may take
 */
public record Request(String method, URI uri, List<Header> headers, byte[] body, Duration timeout) {

  /** A header as it is sent. */
  public record Header(String name, String value) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Names nothing that is nobody's business: neither the address nor what proves somebody. */
  @Override
  public String toString() {
    return method + " request";
  }
}
