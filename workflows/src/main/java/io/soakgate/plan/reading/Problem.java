package io.soakgate.plan.reading;

/**
 * One thing that is wrong with an input, in the four parts people need.
 *
 * @param at where: {@code plan.yaml:42:7}, {@code input:1:9}, or a target's name
 * @param what what is wrong
 * @param why why it is refused
 * @param todo what to do about it
 */
public record Problem(String at, String what, String why, String todo) {

  /** The problem as one line: {@code at: what: why; todo}. */
  public String line() {
    return at + ": " + what + ": " + why + "; " + todo;
  }
}
