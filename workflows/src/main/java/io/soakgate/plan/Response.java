package io.soakgate.plan;

/**
 * What a broken rule asks for.
 *
 * @param act what happens
 * @param option the rollback option for {@link Act#ASK} and {@link Act#ROLLBACK}, else null
 * @param freeze whether writes are kept out at once, until the question is answered; only with
 *     {@link Act#ASK} (rule 12)
 */
public record Response(Act act, String option, boolean freeze) {

  /** A response that lets writes go on. */
  public Response(Act act, String option) {
    this(act, option, false);
  }

  /** The closed set of responses. */
  public enum Act {
    /** Tell people, go on watching. */
    NOTIFY,
    /** Log an issue, go on watching. */
    ISSUE,
    /** Wait for a person, who may roll back with the option; never decays to automatic. */
    ASK,
    /** Roll back with the option at once; never waits for a channel. */
    ROLLBACK
  }
}
