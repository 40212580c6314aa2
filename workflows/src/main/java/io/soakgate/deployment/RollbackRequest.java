package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soakgate.plan.Rollback;
import java.util.List;

/**
 * What starts a rollback after an ending; typed by hand into the Temporal UI, so it is tiny.
 *
 * @param deployment the workflow id of the deployment that ended
 * @param option the rollback option; null means {@code everything}
 * @param by who asks for it; null when unknown
 * @param reason why; mandatory, it stands in the report
 * @param environment where; null means the last environment that the deployment changed
 * @param choose what is chosen for the option's parameters, each {@code name=value}; or null
 * @param source where it came from ({@code ui}, {@code cli}); a claim until signed
 * @param signature proves who asks for it; null when unsigned. Its run is not known yet, so null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RollbackRequest(
    String deployment,
    String option,
    String by,
    String reason,
    String environment,
    List<String> choose,
    String source,
    Signature signature) {

  /** An unsigned one, of the last environment that was changed. */
  public RollbackRequest(String deployment, String option, String by, String reason) {
    this(deployment, option, by, reason, null, null, null, null);
  }

  /** The same, signed. */
  public RollbackRequest with(Signature other) {
    return new RollbackRequest(deployment, option, by, reason, environment, choose, source, other);
  }

  /** The option that is meant. */
  public String named() {
    return option == null ? Rollback.EVERYTHING : option;
  }

  /** What is chosen; never null. */
  public List<String> chosen() {
    return choose == null ? List.of() : choose;
  }
}
