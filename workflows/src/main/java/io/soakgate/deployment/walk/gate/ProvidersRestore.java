package io.soakgate.deployment.walk.gate;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Gate.Tick;
import java.util.List;

/**
 * A backup that only its provider can restore (decision 12): a person does it from the provider's
 * console and says so at a gate; the action that follows looks whether it is so.
 */
public record ProvidersRestore(GateKeeper gates) {
  private static final String ATTESTED = "attested";

  /**
   * Waits for the word that it is done, where a step needs one.
   *
   * @param subject {@code rollback/<option>/<step>}, which is also what the gate is called
   * @return null when it is done or the step needs nobody, else why not
   */
  public String refused(Stage stage, String subject, Spec action) {
    BackupResult backup = stage.backup();
    if (!action.kind().equals("restore") || backup == null || !backup.kind().equals(ATTESTED)) {
      return null;
    }
    List<String> roles = roles(stage, subject);
    String words =
        "restore the provider's backup %s in the place of the database of %s, from the provider's own console; agree once it is there and can be reached"
            .formatted(backup.label(), stage.environment().target());
    Tick tick = new Tick("restored", roles.get(0), words);
    String refused = gates.ask(stage, subject, roles, List.of(tick));
    return refused == null ? null : "nobody restored backup " + backup.label() + ": " + refused;
  }

  /** Those of the option, else those who let the environment begin, else whoever is told. */
  private static List<String> roles(Stage stage, String subject) {
    Plan plan = stage.admitted().plan();
    Rollback named = plan.rollback(subject.split("/")[1]);
    if (named != null && !named.approve().isEmpty()) {
      return List.of(named.approve().get(0));
    }
    GateRule go = stage.environment().gateAt(Moment.GO);
    if (go != null) {
      return List.of(go.roles().get(0));
    }
    return List.of(plan.contacts().isEmpty() ? plan.roles().get(0).name() : plan.contacts().get(0));
  }
}
