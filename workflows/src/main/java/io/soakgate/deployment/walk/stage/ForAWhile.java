package io.soakgate.deployment.walk.stage;

import io.soakgate.plan.Durations;
import java.time.Duration;

/**
 * What a person says of a rule or a watch for a while: {@code slow/2h}.
 *
 * @param lasts null when it is not said, or is no duration
 */
public record ForAWhile(String name, Duration lasts) {

  /** Reads it; whether a time was said is the caller's to judge. */
  public static ForAWhile of(String option) {
    String[] said = option.split("/", 2);
    return new ForAWhile(said[0], said.length < 2 ? null : Durations.parse(said[1]).orElse(null));
  }
}
