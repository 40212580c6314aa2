package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.plan.ActionGates;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Spec;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rollback option that restores a backup would break besides what it takes back, looked at
 * just before people decide about it. A target that cannot be looked at keeps nobody from deciding.
 */
public record Foresight(PlanTime time) {

  /** Looks; an option that restores nothing breaks nothing. */
  public Foreseen of(Stage stage, String option) {
    Rollback named = stage.admitted().plan().rollback(option);
    List<String> impossible = new ArrayList<>();
    List<String> breaks = new ArrayList<>();
    List<Step> steps = named == null ? List.of() : named.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).restores()) {
        Foreseen seen = look(stage, ActionGates.step(option, i + 1), steps.get(i).action());
        impossible.addAll(seen.impossible());
        breaks.addAll(seen.breaks());
      }
    }
    return new Foreseen(List.copyOf(impossible), List.copyOf(breaks));
  }

  private Foreseen look(Stage stage, String subject, Spec action) {
    ActRequest request =
        new ActRequest(
            stage.scope(time.now()),
            subject,
            Purpose.STEP,
            0,
            action,
            stage.admitted().scripts(),
            stage.backup());
    try {
      return Outside.foresee(
              stage.environment().target(), stage.name() + ": what " + subject + " would break")
          .foresee(request);
    } catch (TemporalFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      return new Foreseen(List.of(), List.of("what it breaks was not seen: " + Words.why(e)));
    }
  }
}
