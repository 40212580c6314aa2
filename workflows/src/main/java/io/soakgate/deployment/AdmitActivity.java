package io.soakgate.deployment;

import io.soakgate.deployment.Evidence.Said;
import io.soakgate.plan.History;
import io.soakgate.plan.Plan;
import io.soakgate.plan.ReadOnly;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Problem;
import io.soakgate.verdict.Policy;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** May this plan run here? Every problem is an answer; only an unreachable part is a failure. */
@ActivityInterface
public interface AdmitActivity {

  /**
   * Reads the plan's folder, checks it whole, hashes every script it names and stores the bytes by
   * digest in Soakgate's own database. Runs on {@link Queues#SOAKGATE}.
   */
  @ActivityMethod(name = "admitPlan")
  AdmittedPlan admitPlan(PlanQuestion question);

  /**
   * Asks the target what its login may do and refuses what the plan needs and the target lacks,
   * naming the fallback (decision 5). Runs on the target's queue.
   */
  @ActivityMethod(name = "admitTarget")
  AdmittedTarget admitTarget(TargetQuestion question);

  /** The deployment that holds the target's lock, for the refusal of a second one; or null. */
  @ActivityMethod(name = "holder")
  String holder(String target);

  /**
   * What a deployment left behind, and who may decide about it now. Runs on {@link
   * Queues#SOAKGATE}.
   */
  @ActivityMethod(name = "recall")
  Recalled recall(String deployment);

  /**
   * The last rollback of a plan on a target, unless the plan has passed there since, and what came
   * of it. Runs on {@link Queues#SOAKGATE}.
   */
  @ActivityMethod(name = "past")
  Past past(PastQuestion question);

  /**
   * The deployments that changed a target after another one did, as its ledger knows them; empty
   * when the other one was the last. Runs on the target's queue.
   */
  @ActivityMethod(name = "later")
  List<String> later(LaterQuestion question);

  /**
   * @param before the target of the environment before; null when there is none
   */
  record PastQuestion(String plan, String target, String before) {}

  /**
   * @param rolledBack null when nothing was, or the plan has passed there since
   * @param said what people answered about it so far
   * @param passed the last pass of the environment before that is later than it, or null
   */
  record Past(Passage rolledBack, List<Said> said, Passage passed) {
    /** Nothing was rolled back. */
    public static final Past NONE = new Past(null, List.of(), null);
  }

  /**
   * @param left null when no deployment of that id has ended and left anything
   * @param holders who holds which role now
   * @param provable the people who can prove who they are
   * @param people SHA-256 of roles, people and keys, hex
   * @param ways what each rollback option would send to each environment, in short
   * @param cards the channel of Slack that cards are shown in; null for none
   */
  record Recalled(
      Left left,
      List<Holder> holders,
      List<String> provable,
      String people,
      List<WayBack> ways,
      String cards) {

    /** A missing list is an empty one. */
    public Recalled {
      ways = ways == null ? List.of() : List.copyOf(ways);
    }
  }

  /**
   * @param deployment the workflow id of the deployment that is to be taken back
   */
  record LaterQuestion(String deployment, String target) {}

  /**
   * @param deployment the workflow id
   * @param plan the plan's folder name
   */
  record PlanQuestion(String deployment, String plan) {}

  /**
   * @param plan null when there are problems
   * @param digest SHA-256 over the canonical plan and every script's digest, hex
   * @param scripts every file the plan names
   * @param holders who holds which role, from the worker's configuration
   * @param provable the people who can prove who they are
   * @param people SHA-256 of roles, people and keys, hex
   * @param origin where the plan's folder stands in Git
   * @param pace how much faster than life waits pass; 1 unless configured for disposable targets
   * @param problems everything that is wrong
   * @param parsedBy which server parsed every statement: {@code PostgreSQL 15.18}; null when none
   * @param findings what the lint found in the scripts
   * @param ways what each rollback option would send to each environment, in short
   * @param cards the channel of Slack that cards are shown in; null for none
   */
  record AdmittedPlan(
      Plan plan,
      String digest,
      List<Script> scripts,
      List<Holder> holders,
      List<String> provable,
      String people,
      Origin origin,
      int pace,
      List<Problem> problems,
      String parsedBy,
      List<Finding> findings,
      List<WayBack> ways,
      String cards) {

    /** An answer that was kept before the lint was found nothing. */
    public AdmittedPlan {
      findings = findings == null ? List.of() : findings;
      ways = ways == null ? List.of() : List.copyOf(ways);
    }
  }

  /**
   * What a rollback option would send to an environment's database.
   *
   * @param words how many statements, their digest, the first ones, and where all of them stand
   */
  record WayBack(String environment, String option, String words) {}

  /** A role and the people who hold it; nobody when empty. */
  record Holder(String role, List<String> people) {}

  /**
   * @param target a target of the worker's configuration
   * @param backup the environment's backup spec, or null
   * @param actions every action the plan may run there; those of the options stand with them
   * @param probes every probe the plan may run there
   * @param options the named rollback options, with the actions that are their own
   * @param scripts every admitted script
   * @param history the history the plan keeps there; null when it says nothing
   * @param migrations the migrations it applies there, in their order
   * @param readOnly how writes are kept out there, or null when they are not
   * @param drilled the environment whose ways back are walked on this one's backup, or null
   */
  record TargetQuestion(
      String deployment,
      String target,
      Spec backup,
      List<Spec> actions,
      List<Spec> probes,
      List<Option> options,
      List<Script> scripts,
      History history,
      List<String> migrations,
      ReadOnly readOnly,
      String drilled) {

    /** A missing list is an empty one. */
    public TargetQuestion {
      migrations = migrations == null ? List.of() : migrations;
    }
  }

  /**
   * A rollback option as it is asked about.
   *
   * @param relied whether a rule leads to it, so that the plan may not run where it cannot
   */
  record Option(String name, boolean relied, List<Spec> actions) {}

  /**
   * Why a rollback option that only people choose is not to be counted on here; told before anybody
   * agrees.
   *
   * @param refused whether asking for it is refused; else it is tried and may fail
   * @param words why, and what to do instead
   * @param instead whether something else is done in its place
   */
  record Caveat(String option, boolean refused, String words, boolean instead) {

    /** One in whose place nothing is done. */
    public Caveat(String option, boolean refused, String words) {
      this(option, refused, words, false);
    }
  }

  /**
   * @param identity tells the database from every other one while its server runs: two environments
   *     may not share it (B-11)
   * @param server {@code PostgreSQL 15.18}
   * @param disposable whether the target is throw-away
   * @param policy what the target asks of every plan (decision 7)
   * @param policyDigest SHA-256 of the policy's lines, hex
   * @param problems everything that is wrong
   * @param caveats the rollback options not to be counted on
   * @param backup how long the backup is expected to take and how much room it needs, in words;
   *     null when there is none
   */
  record AdmittedTarget(
      String target,
      String identity,
      String server,
      boolean disposable,
      Policy policy,
      String policyDigest,
      List<Problem> problems,
      List<Caveat> caveats,
      String backup) {

    /** An answer from before there were caveats has none. */
    public AdmittedTarget {
      caveats = caveats == null ? List.of() : List.copyOf(caveats);
    }
  }
}
