package io.soakgate.http;

import io.soakgate.target.Target;
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

  /**
   * A GET with these headers, their secrets read now.
   *
   * @throws IllegalStateException when a secret cannot be read; the message names the reference
   */
  public static Request get(URI uri, List<Field> headers, Target target, Duration timeout) {
    List<Header> sent = headers.stream().map(h -> h.header(target)).toList();
    return new Request("GET", uri, sent, new byte[0], timeout);
  }

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
