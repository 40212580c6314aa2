package io.soakgate.deployment.walk.rollback;

import io.soakgate.deployment.AdmitActivity.Past;
import io.soakgate.deployment.AdmitActivity.PastQuestion;
import io.soakgate.deployment.Evidence.Said;
import io.soakgate.deployment.Passage;
import io.soakgate.deployment.Passage.What;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Moment;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/** The course of a plan over all its deployments: where it passed, and where it was taken back. */
public final class Course {
  private final PlanTime time;
  private final Chronicle chronicle;

  public Course(PlanTime time, Chronicle chronicle) {
    this.time = time;
    this.chronicle = chronicle;
  }

  /** The environment was walked to its end. */
  public void passed(Stage stage) {
    keep(stage, What.PASSED, workflow(), time.now(), null, List.of());
  }

  /** A rollback ran there: what comes after this environment is closed until it passes anew. */
  void rolledBack(Stage stage, String why) {
    keep(stage, What.ROLLED_BACK, workflow(), time.now(), Words.cut(why, 1_000), List.of());
    String closed = before(stage);
    if (closed != null) {
      chronicle.note(
          stage.name(),
          "course",
          "rollback",
          "ok",
          "closed to " + stage.admitted().plan().name() + " until " + closed + " passes anew");
    }
  }

  /** People said what a rollback asks. */
  public void answered(Stage stage, String rolledBack, List<Said> said) {
    List<Said> some = said.stream().filter(s -> s.answer() != null).toList();
    if (!some.isEmpty()) {
      keep(stage, What.ANSWERED, rolledBack, time.now(), null, some);
    }
  }

  /**
   * The last rollback of the plan there.
   *
   * @throws Stop when nobody can be asked
   */
  public Past past(Stage stage) {
    Environment before = previous(stage);
    PastQuestion question =
        new PastQuestion(
            stage.admitted().plan().name(),
            stage.environment().target(),
            before == null ? null : before.target());
    try {
      return Outside.admitPlan(stage.name() + ": what was rolled back there").past(question);
    } catch (ActivityFailure e) {
      throw Words.cancelled(e)
          ? e
          : Stop.failed(
              stage.name() + ": what was rolled back there is not known: " + Words.why(e));
    }
  }

  /** The environment before, by name; null when it is the first. */
  public static String before(Stage stage) {
    Environment before = previous(stage);
    return before == null ? null : before.name();
  }

  private static Environment previous(Stage stage) {
    List<Environment> all = stage.admitted().plan().environments();
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).name().equals(stage.name())) {
        return all.get(i - 1);
      }
    }
    return null;
  }

  private void keep(
      Stage stage, What what, String deployment, Instant at, String why, List<Said> said) {
    Admitted admitted = stage.admitted();
    Passage passage =
        new Passage(
            what,
            admitted.plan().name(),
            admitted.digest(),
            stage.name(),
            stage.environment().target(),
            deployment,
            at,
            why,
            said);
    try {
      Outside.report(stage.name() + ": keep that it " + words(what)).passage(passage);
    } catch (ActivityFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      chronicle.warn(
          stage.name(), Moment.END, "that it " + words(what) + " is not kept: " + Words.why(e));
    }
  }

  private static String words(What what) {
    return switch (what) {
      case PASSED -> "passed";
      case ROLLED_BACK -> "was rolled back";
      case ANSWERED -> "was explained";
    };
  }

  private static String workflow() {
    return Workflow.getInfo().getWorkflowId();
  }
}
