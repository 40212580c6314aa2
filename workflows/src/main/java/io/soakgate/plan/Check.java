package io.soakgate.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;

/**
 * A probe and what is expected of it. With neither {@code must} nor {@code should} the measurement
 * is recorded only.
 *
 * @param name unique within its list; the kind's name and a number when the author gave none
 * @param probe what looks
 * @param must go/no-go: all must hold
 * @param should nice to have: failing ends in warnings
 * @param in environments this check belongs to; empty means all
 * @param shownTo the role that ticks an {@code attest} check, or that is shown what was seen and
 *     asked about it; else null
 * @param takes how long it is expected to take, or null
 * @param asking what {@code shownTo} is asked about a measurement, else null
 * @param provedBy names of checks of the environments before that tick an {@code attest} check in
 *     place of a person; {@link #ALL} means every must; empty where a person ticks it
 * @param during what runs while this is looked at again and again, such as a load; null means it is
 *     looked at once, on its own
 * @param against the change just before which the baseline is measured; null means what the check's
 *     place says (the plan language, rule 5)
 */
public record Check(
    String name,
    Spec probe,
    List<Expectation> must,
    List<Expectation> should,
    List<String> in,
    String shownTo,
    Duration takes,
    String asking,
    List<String> provedBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) Spec during,
    @JsonInclude(JsonInclude.Include.NON_NULL) String against) {

  /** The kind whose answer is given by a person on the next gate, never by a worker. */
  public static final String ATTEST = "attest";

  /** In {@code proved-by}: every must of the environments before. */
  public static final String ALL = "all";

  /** A check that asks nobody about what it saw, and is proved by nothing else. */
  public Check(
      String name,
      Spec probe,
      List<Expectation> must,
      List<Expectation> should,
      List<String> in,
      String shownTo,
      Duration takes) {
    this(name, probe, must, should, in, shownTo, takes, null, List.of(), null, null);
  }

  /** A missing list is an empty one: plans admitted by an older worker have none. */
  public Check {
    provedBy = provedBy == null ? List.of() : List.copyOf(provedBy);
  }

  /** The same under another name. */
  public Check named(String other) {
    return new Check(
        other, probe, must, should, in, shownTo, takes, asking, provedBy, during, against);
  }

  /** The same, expected to take so long. */
  public Check taking(Duration other) {
    return new Check(
        name, probe, must, should, in, shownTo, other, asking, provedBy, during, against);
  }

  /** True when a named person must tick this check. */
  public boolean attested() {
    return probe.kind().equals(ATTEST);
  }

  /** True when this check belongs to {@code environment}. */
  public boolean appliesIn(String environment) {
    return in.isEmpty() || in.contains(environment);
  }
}
