package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.AdmitActivity;
import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Unattended;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to mind in one environment: what is not to be counted on, and what ways back cost.
 *
 * @param backup the one that was taken there; null before
 */
public record Cautions(
    Plan plan, Environment environment, AdmittedTarget target, BackupResult backup) {

  /** What is not to be counted on here, in words people read before they agree. */
  public List<String> caveats() {
    return Stream.concat(
            target.caveats().stream().map(c -> "rollback " + c.option() + ": " + c.words()),
            backup == null ? Stream.of() : RestoreTime.tooLong(plan, backup).stream())
        .toList();
  }

  /** Why a rollback option cannot be had here, or null. */
  public String lacks(String option) {
    return target.caveats().stream()
        .filter(c -> c.refused() && c.option().equals(option))
        .map(AdmitActivity.Caveat::words)
        .findFirst()
        .orElse(null);
  }

  /** Whether something else is done here in place of a rollback option. */
  public boolean instead(String option) {
    return target.caveats().stream().anyMatch(c -> c.instead() && c.option().equals(option));
  }

  /** What runs here without asking and costs something, for the gates before the first change. */
  public List<String> unattended() {
    return Unattended.costs(plan, environment).stream()
        .map(Unattended.Cost::words)
        .distinct()
        .toList();
  }

  /** What a rollback option costs here, in words; empty when it costs nothing. */
  public List<String> costs(String option) {
    return Unattended.costs(plan.changes(), plan.rollbacks(), environment.name(), option).stream()
        .map(Unattended.Cost::words)
        .toList();
  }
}
