package io.soakgate.plan;

import java.time.Duration;
import java.util.List;

/**
 * The roles that must each agree at a moment.
 *
 * @param moment a moment of the walk, a watch's name, or {@code change/<name>} before a change
 * @param roles every one of them must be given by a different person
 * @param expires how long the gate stays open; null means until the latest safe start, or for ever
 *     where the environment has no window
 */
public record GateRule(String moment, List<String> roles, Duration expires) {

  /** The same gate with other roles. */
  public GateRule asking(List<String> others) {
    return new GateRule(moment, others, expires);
  }
}
