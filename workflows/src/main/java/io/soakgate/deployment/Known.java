package io.soakgate.deployment;

import io.soakgate.deployment.ConditionActivity.Elsewhere;
import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Unit;
import java.math.BigDecimal;
import java.util.List;

/**
 * What the walk knows and a probe cannot see in its target. Only what the kinds of one look ask for
 * is handed over; the rest is null.
 *
 * @param issues every issue that was logged so far
 * @param findings what the lint found in the plan's scripts
 * @param watched what the environment's watches saw so far
 * @param others the databases of all environments, this one's too
 * @param catalog the catalog as the last look or the last own step left it, by digest; or null
 * @param elsewhere the catalogs of the environment before, as far as they were seen
 * @param fingerprint how the digest of the environment's first fingerprint begins; or null
 */
public record Known(
    List<Issue> issues,
    List<Finding> findings,
    List<Watched> watched,
    List<Other> others,
    String catalog,
    List<Elsewhere> elsewhere,
    String fingerprint) {

  /** Where no fingerprint is asked for. */
  public Known(
      List<Issue> issues,
      List<Finding> findings,
      List<Watched> watched,
      List<Other> others,
      String catalog,
      List<Elsewhere> elsewhere) {
    this(issues, findings, watched, others, catalog, elsewhere, null);
  }

  /** Nothing. */
  public static final Known NOTHING = new Known(null, null, null, null, null, null);

  /** The same with another log of issues. */
  public Known noting(List<Issue> others) {
    return new Known(List.copyOf(others), findings, watched, this.others, catalog, elsewhere);
  }

  /** The same with what more watches saw. */
  public Known watching(List<Watched> seen) {
    return new Known(issues, findings, List.copyOf(seen), others, catalog, elsewhere);
  }

  /**
   * What one probe of a watch saw while it lasted.
   *
   * @param probe what looked
   */
  public record Watched(String watch, Spec probe, List<Total> totals) {}

  /**
   * What all samples of one value come to.
   *
   * @param value the value's name; empty for the probe as a whole
   * @param due how many samples were due; 0 where a value stands beside the probe as a whole
   * @param saw in how many of them it was seen
   * @param yes in how many it was {@code true}, or a figure other than 0
   * @param sum of all figures, 0 for words
   * @param least the smallest figure; null for words
   * @param most the largest figure; null for words
   * @param unit the figures' unit
   */
  public record Total(
      String value,
      long due,
      long saw,
      long yes,
      BigDecimal sum,
      BigDecimal least,
      BigDecimal most,
      Unit unit) {

    /** The two together. */
    public Total plus(Total other) {
      return new Total(
          value,
          due + other.due,
          saw + other.saw,
          yes + other.yes,
          sum.add(other.sum),
          least == null ? other.least : other.least == null ? least : least.min(other.least),
          most == null ? other.most : other.most == null ? most : most.max(other.most),
          unit);
    }
  }

  /** An environment, and what tells its database from every other one (B-11). */
  public record Other(String environment, String identity) {}
}
