package io.soakgate.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;

/**
 * The roles that must each agree at a moment.
 *
 * @param moment a moment of the walk, or a watch's name; or what the gate of an action is called,
 *     or {@code change/<name>} before a change
 * @param roles every one of them must be given by a different person
 * @param expires how long the gate stays open; null means until the latest safe start, or for ever
 *     where the environment has no window
 * @param open how long before the window it opens; null means as soon as the walk comes there
 * @param when whether it opens at all; null means {@link When#ALWAYS}
 * @param refused what a refusal, or nobody's answer, leads to once something was changed; null
 *     means what {@code if-fails} says, and at {@code end} that a person chooses
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateRule(
    String moment,
    List<String> roles,
    Duration expires,
    Duration open,
    When when,
    Refused refused) {

  /** When a gate opens. */
  public enum When {
    ALWAYS,
    /** Only where something in its environment ended in a warning (T-16). */
    WARNINGS
  }

  /** What a refused gate leads to. */
  public enum Refused {
    /** Everything is taken back. */
    UNDO,
    /** It ends, and everything stays. */
    STAY,
    /** It goes on with a warning. */
    WARN
  }

  /** A gate that always opens when the walk comes there. */
  public GateRule(String moment, List<String> roles, Duration expires) {
    this(moment, roles, expires, null, null, null);
  }

  /** The same gate with other roles. */
  public GateRule asking(List<String> others) {
    return new GateRule(moment, others, expires, open, when, refused);
  }

  /** True when it opens whatever was seen. */
  public boolean always() {
    return when != When.WARNINGS;
  }
}
