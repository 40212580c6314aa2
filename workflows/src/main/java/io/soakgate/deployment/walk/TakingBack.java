package io.soakgate.deployment.walk;

import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.deployment.AdmitActivity.LaterQuestion;
import io.soakgate.deployment.AdmitActivity.Recalled;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.IdentityActivity.Identified;
import io.soakgate.deployment.Left;
import io.soakgate.deployment.Left.LeftIn;
import io.soakgate.deployment.RollbackRequest;
import io.soakgate.deployment.walk.people.Authority;
import io.soakgate.deployment.walk.people.Choosing;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Asks;
import io.soakgate.deployment.walk.stage.Identifying;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Touching;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Gate.Proof;
import io.soakgate.verdict.Policy;
import io.soakgate.verdict.Quorum;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether what a deployment left behind may be taken back now; every reason why not is told at once
 * (ADR 0028).
 */
final class TakingBack {
  private final String workflow;
  private final Admission admission;
  private final Identifying identifying;

  TakingBack(String workflow, Admission admission, Identifying identifying) {
    this.workflow = workflow;
    this.admission = admission;
    this.identifying = identifying;
  }

  /**
   * What may be taken back.
   *
   * @param stage the environment as the deployment left it; nothing is registered for compensation
   * @param here what is there
   * @param roles whom the gate asks before anything is taken back; nobody when empty
   */
  record Back(Left left, Stage stage, LeftIn here, List<String> roles) {}

  /**
   * Admits, and takes the target's lock.
   *
   * @throws Stop when it may not be taken back
   */
  Back admit(RollbackRequest request) {
    Recalled recalled = recall(request);
    Left left = recalled.left();
    LeftIn here = here(request, left);
    Problems problems = new Problems();
    Choosing choosing = option(request, left, problems);
    Environment environment = environment(left.plan(), here.environment());
    AdmittedTarget target =
        Admission.target(
            Touching.rollback(left, environment, request.named()), environment, problems);
    Admission.refuse(problems.list());
    later(left, environment, problems);
    Identified who = identifying.rollback(request);
    Admitted admitted = admitted(request, recalled, target, who.proof());
    Stage stage = stage(left, here, admitted, environment);
    stage.choose(choosing.values());
    List<String> roles =
        Agreeing.afterAnEnding(left.plan().rollback(request.named()), environment, target.policy());
    allowed(request, who, stage, roles, problems);
    quorum(recalled, stage, request.named(), roles, problems);
    Admission.refuse(problems.list());
    admission.lock(List.of(target));
    return new Back(left, stage, here, roles);
  }

  private Recalled recall(RollbackRequest request) {
    Recalled recalled;
    try {
      recalled = Outside.admitPlan("recall " + request.deployment()).recall(request.deployment());
    } catch (ActivityFailure e) {
      throw Admission.unlessCancelled(e, request.deployment() + " could not be recalled");
    }
    if (recalled.left() == null) {
      throw refused(
          "no deployment " + request.deployment() + " has ended and left anything",
          "only what stayed behind can be taken back after an ending",
          "see soakgate status "
              + request.deployment()
              + "; while it runs, soakgate rollback tells it");
    }
    return recalled;
  }

  private static Stop refused(String what, String why, String todo) {
    Problems problems = new Problems();
    problems.add("input", what, why, todo);
    return Stop.refused(Admission.lines(problems.list()));
  }

  private static LeftIn here(RollbackRequest request, Left left) {
    List<LeftIn> all = left.environments();
    List<String> some =
        all.stream().filter(e -> !e.applied().isEmpty()).map(LeftIn::environment).toList();
    String last = all.get(all.size() - 1).environment();
    String name = request.environment() == null ? last : request.environment();
    if (some.contains(name)) {
      return all.stream().filter(e -> e.environment().equals(name)).findFirst().orElseThrow();
    }
    throw refused(
        "nothing of " + left.deployment() + " is in " + name + " any more",
        some.isEmpty() ? "everything was taken back" : "something stays in " + Words.list(some),
        some.isEmpty() ? "there is nothing to do" : "name that as \"environment\", or --in");
  }

  private static Choosing option(RollbackRequest request, Left left, Problems problems) {
    Plan plan = left.plan();
    String option = request.named();
    Rollback named = plan.rollback(option);
    if (named == null && !option.equals(Rollback.EVERYTHING)) {
      problems.add(
          "input",
          "the plan has no rollback option " + option,
          "an option is a part of the plan that people agreed to",
          later(plan));
      return new Choosing(List.of(), null, null);
    }
    Duration until = named == null ? null : named.until();
    Instant last = until == null ? null : left.ended().plus(until);
    if (last == null) {
      problems.add(
          "input",
          "option " + option + " ends with the deployment",
          "the plan says `until` for no longer",
          later(plan));
    } else if (Instant.ofEpochMilli(Workflow.currentTimeMillis()).isAfter(last)) {
      problems.add(
          "input",
          "option " + option + " could be asked for until " + last,
          "the plan says `until: "
              + Words.duration(until)
              + "` after the ending at "
              + left.ended(),
          "write what is to be changed now as a plan of its own");
    }
    Choosing choosing = Choosing.of(plan, option, request.chosen());
    if (choosing.refused() != null) {
      problems.add(
          "input", choosing.refused(), "the plan leaves it to whoever asks", choosing.todo());
    }
    return choosing;
  }

  private static String later(Plan plan) {
    List<String> some =
        plan.rollbacks().stream()
            .filter(r -> r.until() != null)
            .map(r -> r.name() + " (" + Words.duration(r.until()) + ")")
            .toList();
    return some.isEmpty()
        ? "the plan lets nothing be taken back after the ending; write a plan of its own"
        : "after the ending it has " + Words.list(some);
  }

  private static Environment environment(Plan plan, String name) {
    return plan.environments().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What others built upon since would be pulled away from under them. */
  private static void later(Left left, Environment environment, Problems problems) {
    String target = environment.target();
    try {
      List<String> others =
          Outside.admitTarget(target, "who changed " + target + " since")
              .later(new LaterQuestion(left.deployment(), target));
      if (!others.isEmpty()) {
        problems.add(
            target,
            "changed since by " + Words.list(others),
            "what came later may stand on what " + left.deployment() + " made",
            "take the later one back first: soakgate rollback " + others.get(others.size() - 1));
      }
    } catch (ActivityFailure e) {
      throw Admission.unlessCancelled(e, target + " could not be asked who changed it since");
    }
  }

  private Admitted admitted(
      RollbackRequest request, Recalled recalled, AdmittedTarget target, Proof proof) {
    Left left = recalled.left();
    List<Holder> holders =
        recalled.holders().stream().map(h -> new Holder(h.role(), h.people())).toList();
    return new Admitted(
        workflow,
        request.by(),
        request.by() == null ? Proof.none("nobody says who asks for it") : proof,
        left.plan(),
        left.digest(),
        left.scripts(),
        left.origin(),
        holders,
        List.of(target),
        recalled.people(),
        null,
        List.of(),
        null,
        recalled.ways(),
        recalled.cards());
  }

  private static Stage stage(Left left, LeftIn here, Admitted admitted, Environment environment) {
    Stage stage = new Stage(admitted, environment, List.of());
    stage.goOn(new Asks(left.deployment(), left.asks()));
    stage.before(here.before());
    stage.backup(here.backup(), null);
    here.baselines().forEach(s -> stage.baselines().add(s.probe(), s.measurement()));
    stage.standing().stood(here.catalog());
    return stage;
  }

  /** Where nobody is asked, whoever starts it must be one who may command it. */
  private static void allowed(
      RollbackRequest request, Identified who, Stage stage, List<String> roles, Problems problems) {
    if (!roles.isEmpty()) {
      return;
    }
    String by = request.by() == null ? "nobody" : request.by();
    Command command =
        new Command(Act.ROLLBACK, by, request.reason(), request.named(), request.source());
    Answer refusal = Authority.refusal(command, who, stage);
    if (refusal != null) {
      problems.add(
          "input",
          refusal.words().replaceFirst("^refused: ", ""),
          "no gate asks anybody else for this option",
          "let somebody start it who may, or say `approve` at the option in the plan");
    }
  }

  private static void quorum(
      Recalled recalled, Stage stage, String option, List<String> roles, Problems problems) {
    if (roles.isEmpty()) {
      return;
    }
    Policy policy = stage.target().policy();
    Quorum.check(
        stage.environment(),
        List.of(new GateRule(Rollback.gate(option), roles, null)),
        policy,
        stage.admitted().holders(),
        recalled.provable(),
        stage.admitted().starter(policy),
        problems);
  }
}
