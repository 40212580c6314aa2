package io.soakgate.slack;

/**
 * One line of a check-up.
 *
 * @param mark how it is
 * @param what what was looked at, and what was found
 * @param todo what to do about it; null where there is nothing to do
 */
public record Tick(Mark mark, String what, String todo) {

  /** How something is. */
  public enum Mark {
    GOOD,
    /** It works, and could be better. */
    NOTE,
    WRONG
  }

  static Tick good(String what) {
    return new Tick(Mark.GOOD, what, null);
  }

  static Tick note(String what, String todo) {
    return new Tick(Mark.NOTE, what, todo);
  }

  static Tick wrong(String what, String todo) {
    return new Tick(Mark.WRONG, what, todo);
  }

  /** What Slack would not do. */
  static Tick wrong(String what, Declined why, String todo) {
    return wrong(what + ": " + why.getMessage(), todo);
  }
}
