package io.soakgate.localslack;

/** What can go wrong with one call of the Web API. */
public enum Fault {
  /** Nothing; so that a later call suffers. */
  NONE,
  /** 429, with the seconds to wait in {@code Retry-After}. */
  RATE_LIMITED,
  /** 503. */
  UNAVAILABLE,
  /** 200 with a page in HTML, as of a proxy. */
  GARBLED,
  /** 200 with nothing. */
  EMPTY,
  /** It is done, and the connection breaks before the answer. */
  REPLY_LOST,
  /** No answer for as long as anybody waits. */
  HANGS
}
