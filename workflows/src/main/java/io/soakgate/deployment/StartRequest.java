package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What starts a deployment; typed by hand into the Temporal UI, so it is tiny (decision 1).
 *
 * @param plan the plan's folder name
 * @param by who starts it; null when unknown
 * @param signature proves who starts it; null when unsigned. Its run is not known yet, so null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StartRequest(String plan, String by, Signature signature) {

  /** An unsigned one. */
  public StartRequest(String plan, String by) {
    this(plan, by, null);
  }
}
