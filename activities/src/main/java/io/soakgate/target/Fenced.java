package io.soakgate.target;

/** A later ask has taken over: this one may write nothing any more (F-70). */
public final class Fenced extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Fenced(Ask ask) {
    super(
        "refused: a later attempt has taken over "
            + ask.subject()
            + " of "
            + ask.deployment()
            + "; "
            + ask.purpose()
            + " "
            + ask.ask()
            + ", attempt "
            + ask.attempt()
            + " may write nothing any more");
  }
}
