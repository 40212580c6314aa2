package io.soakgate.deployment.walk;

import io.soakgate.deployment.AdmitActivity.AdmittedPlan;
import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.deployment.AdmitActivity.PlanQuestion;
import io.soakgate.deployment.AdmitActivity.TargetQuestion;
import io.soakgate.deployment.ConditionActivity.Leased;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Identifying;
import io.soakgate.deployment.walk.stage.Locks;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Touching;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.ActionGates;
import io.soakgate.plan.Conduct;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Mode;
import io.soakgate.plan.Plan;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Floor;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Gate.Proof;
import io.soakgate.verdict.Quorum;
import io.temporal.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a plan may run here; every reason why not is told at once. */
final class Admission {
  private final String deployment;
  private final Locks locks;
  private final PlanTime time;
  private final Identifying identifying;

  Admission(String deployment, Locks locks, PlanTime time, Identifying identifying) {
    this.identifying = identifying;
    this.deployment = deployment;
    this.locks = locks;
    this.time = time;
  }

  /**
   * Admits, and takes the lock of every target.
   *
   * @throws Stop when it may not run
   */
  Admitted admit(StartRequest request) {
    AdmittedPlan answer = plan(request);
    Problems problems = new Problems();
    mayStart(answer, request, problems);
    Mode mode = mode(answer.plan(), request, problems);
    List<AdmittedTarget> targets = targets(answer, problems);
    sameDatabase(targets, problems);
    pace(answer, targets, problems);
    Admitted admitted = admitted(request, answer, targets, mode);
    floors(admitted, answer.provable(), problems);
    refuse(problems.list());
    lock(targets);
    time.pace(answer.pace());
    return admitted;
  }

  private Admitted admitted(
      StartRequest request, AdmittedPlan answer, List<AdmittedTarget> targets, Mode mode) {
    List<Holder> holders =
        answer.holders().stream().map(h -> new Holder(h.role(), h.people())).toList();
    Proof proof =
        request.by() == null
            ? Proof.none("nobody says who started it")
            : identifying.start(request).proof();
    return new Admitted(
        deployment,
        request.by(),
        proof,
        mode == null ? answer.plan() : mode.of(answer.plan()),
        answer.digest(),
        answer.scripts(),
        answer.origin(),
        holders,
        targets,
        answer.people(),
        answer.parsedBy(),
        answer.findings(),
        mode,
        answer.ways(),
        answer.cards());
  }

  /** The mode that was asked for, else the plan's usual one; null where the plan has none. */
  private static Mode mode(Plan plan, StartRequest request, Problems problems) {
    Conduct conduct = plan.conduct();
    String name = request.mode() == null ? conduct.mode() : request.mode();
    Mode mode = name == null ? null : conduct.mode(name);
    if (name != null && mode == null) {
      problems.add(
          "input",
          "no mode is called " + name,
          conduct.modes().isEmpty()
              ? "the plan has one way to go about it"
              : "the plan has " + Words.list(conduct.names()),
          conduct.modes().isEmpty() ? "leave \"mode\" away" : "name one of them, or none");
    }
    return mode;
  }

  /** What each target asks of every plan, and whether its gates can be opened at all. */
  private static void floors(Admitted admitted, List<String> provable, Problems problems) {
    for (Environment environment : admitted.plan().environments()) {
      List<GateRule> gates = new ArrayList<>(environment.gates());
      gates.addAll(ActionGates.of(admitted.plan(), environment.name()));
      admitted.targets().stream()
          .filter(t -> t.target().equals(environment.target()))
          .map(AdmittedTarget::policy)
          .forEach(
              policy -> {
                String starter = admitted.starter(policy);
                Floor.check(environment, policy, admitted.origin().unclean(), problems);
                Quorum.check(
                    environment, gates, policy, admitted.holders(), provable, starter, problems);
              });
    }
  }

  private AdmittedPlan plan(StartRequest request) {
    try {
      AdmittedPlan answer =
          Outside.admitPlan("read and check plan " + request.plan())
              .admitPlan(new PlanQuestion(deployment, request.plan()));
      refuse(answer.problems());
      return answer;
    } catch (ActivityFailure e) {
      throw unlessCancelled(e, "plan " + request.plan() + " could not be admitted");
    }
  }

  private static void mayStart(AdmittedPlan answer, StartRequest request, Problems problems) {
    List<String> roles = answer.plan().start();
    boolean may =
        roles.isEmpty()
            || request.by() == null
            || answer.holders().stream()
                .anyMatch(h -> roles.contains(h.role()) && h.people().contains(request.by()));
    if (!may) {
      problems.add(
          "input",
          request.by() + " may not start it",
          "the plan lets " + Words.list(roles) + " start it",
          "ask one of them, or change who holds the role in the worker's configuration");
    }
  }

  private List<AdmittedTarget> targets(AdmittedPlan admitted, Problems problems) {
    Plan plan = admitted.plan();
    List<AdmittedTarget> answers = new ArrayList<>();
    for (Environment environment : plan.environments()) {
      TargetQuestion question =
          Touching.question(deployment, plan, admitted.scripts(), environment);
      AdmittedTarget answer = target(question, environment, problems);
      if (answer != null) {
        answers.add(answer);
      }
    }
    return answers;
  }

  /** What a target answers; null (and a problem) when it does not. */
  static AdmittedTarget target(
      TargetQuestion question, Environment environment, Problems problems) {
    try {
      AdmittedTarget answer =
          Outside.admitTarget(environment.target(), "may it run on " + environment.target())
              .admitTarget(question);
      answer.problems().forEach(p -> problems.add(p.at(), p.what(), p.why(), p.todo()));
      return answer;
    } catch (ActivityFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      problems.add(
          environment.target(),
          "no answer from this target",
          Words.why(e),
          "start a worker whose configuration has this target, and see that the database is up");
      return null;
    }
  }

  private static void sameDatabase(List<AdmittedTarget> targets, Problems problems) {
    for (int i = 0; i < targets.size(); i++) {
      AdmittedTarget one = targets.get(i);
      targets.subList(0, i).stream()
          .filter(t -> t.identity() != null && t.identity().equals(one.identity()))
          .forEach(
              t ->
                  problems.add(
                      one.target(),
                      "the same database as " + t.target(),
                      "what is tried in one environment must not be the other",
                      "give each environment a target of its own"));
    }
  }

  private static void pace(AdmittedPlan answer, List<AdmittedTarget> all, Problems problems) {
    List<String> earnest =
        all.stream().filter(t -> !t.disposable()).map(AdmittedTarget::target).toList();
    if (answer.pace() > 1 && !earnest.isEmpty()) {
      problems.add(
          Words.list(earnest),
          "a pace of " + answer.pace(),
          "waits are shortened only where every target is disposable",
          "remove the pace from the worker's configuration");
    }
  }

  /**
   * Takes the lock and the lease of every target.
   *
   * @throws Stop when somebody else holds one
   */
  void lock(List<AdmittedTarget> targets) {
    Problems problems = new Problems();
    for (AdmittedTarget target : targets) {
      String holder = locks.take(target.target());
      if (holder != null) {
        problems.add(
            target.target(),
            "held by " + holder,
            "one deployment at a time works on a target",
            "wait for its ending, or end it: soakgate status " + holder);
      }
    }
    refuse(problems.list());
    targets.forEach(t -> lease(t.target(), problems));
    refuse(problems.list());
  }

  private void lease(String target, Problems problems) {
    try {
      Leased leased = locks.lease(target);
      if (!leased.held()) {
        problems.add(
            target,
            "held by " + leased.words(),
            "one deployment at a time works on a target, whatever Temporal it runs in",
            leased.todo());
      }
    } catch (ActivityFailure e) {
      throw unlessCancelled(e, "the lease of " + target + " could not be taken");
    }
  }

  static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw Stop.refused(lines(problems));
    }
  }

  static String lines(List<Problem> problems) {
    return problems.stream().map(Problem::line).collect(Collectors.joining("\n"));
  }

  static RuntimeException unlessCancelled(ActivityFailure e, String what) {
    return Words.cancelled(e) ? e : Stop.refused(what + ": " + Words.why(e));
  }
}
