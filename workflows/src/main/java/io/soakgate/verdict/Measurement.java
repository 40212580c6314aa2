package io.soakgate.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a probe saw, and when; or why it could not see.
 *
 * @param values what it saw; empty when {@code blind}
 * @param blind why it could not see, or null
 * @param note more for people (an excerpt, a plan, sample rows), or null; at most 4,000 characters
 * @param at when it looked, by the clock of the worker
 * @param grid a small table for people, or null
 */
public record Measurement(
    List<Value> values,
    @JsonInclude(JsonInclude.Include.NON_NULL) String blind,
    @JsonInclude(JsonInclude.Include.NON_NULL) String note,
    Instant at,
    @JsonInclude(JsonInclude.Include.NON_NULL) Grid grid) {

  /** A measurement without a table. */
  public Measurement(List<Value> values, String blind, String note, Instant at) {
    this(values, blind, note, at, null);
  }

  /** A measurement that saw. */
  public static Measurement saw(Instant at, List<Value> values) {
    return new Measurement(values, null, null, at);
  }

  /** A measurement that could not see. */
  public static Measurement blind(Instant at, String why) {
    return new Measurement(List.of(), why, null, at);
  }

  /** The same without its table. */
  public Measurement plain() {
    return grid == null ? this : new Measurement(values, blind, note, at);
  }

  /** The value of that name. */
  public Optional<Value> value(String name) {
    return values.stream().filter(v -> v.name().equals(name)).findFirst();
  }
}
