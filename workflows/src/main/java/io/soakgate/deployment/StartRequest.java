package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What starts a deployment; typed by hand into the Temporal UI, so it is tiny (decision 1).
 *
 * @param plan the plan's folder name
 * @param by who starts it; null when unknown
 * @param mode the mode it is walked in; null means the plan's usual one
 * @param signature proves who starts it; null when unsigned. Its run is not known yet, so null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StartRequest(String plan, String by, String mode, Signature signature) {

  /** An unsigned one, in the plan's usual mode. */
  public StartRequest(String plan, String by) {
    this(plan, by, null, null);
  }

  /** An unsigned one. */
  public StartRequest(String plan, String by, String mode) {
    this(plan, by, mode, null);
  }
}
