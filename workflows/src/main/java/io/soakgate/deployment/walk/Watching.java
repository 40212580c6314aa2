package io.soakgate.deployment.walk;

import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.plan.Response;
import io.soakgate.plan.Watch;
import java.time.Instant;
import java.util.List;

/**
 * Has an environment watched after its changes, and does what broken rules ask for.
 *
 * <p>While a question is open the watch goes on: a rule that rolls back must not be blind because
 * another one asked (INV-12, INV-15).
 */
final class Watching {
  private final PlanTime time;
  private final Orders orders;
  private final Board board;
  private final Chronicle chronicle;
  private final Incidents incidents;
  private final Looking looking;
  private final Handing handing;
  private final IssueLog issues;
  private final Frozen frozen;
  private final AtStake atStake;
  private final Reported reported = new Reported();
  private Stage stage;
  private Watch watch;
  private Question question;
  private Vigil vigil;
  private Instant furthest;
  private int heard;

  Watching(
      PlanTime time,
      Orders orders,
      Board board,
      Chronicle chronicle,
      Incidents incidents,
      Looking looking,
      Handing handing,
      IssueLog issues,
      Frozen frozen,
      AtStake atStake) {
    this.atStake = atStake;
    this.handing = handing;
    this.issues = issues;
    this.frozen = frozen;
    this.time = time;
    this.orders = orders;
    this.board = board;
    this.chronicle = chronicle;
    this.incidents = incidents;
    this.looking = looking;
  }

  /**
   * Watches to the end.
   *
   * @throws Stop when a rule asks for a rollback, or a person answers with one
   */
  void watch(Stage stage, Watch watch) {
    this.stage = stage;
    this.watch = watch;
    vigil = new Vigil(stage, watch, time, chronicle, handing, new Passing());
    question = null;
    board.working(stage.name(), "watch " + watch.name());
    vigil.note("ok", "begins: " + Words.duration(watch.length()));
    Runnable deaf = issues.heardBy(this::issue);
    heard = issues.count();
    orders.breachesTo(reported.of(watch));
    atStake.begin(stage, watch);
    try {
      vigil.keep();
      vigil.tell("ok");
    } catch (RuntimeException e) {
      vigil.stop();
      vigil.tell(e instanceof Stop ? "breach" : "stopped");
      throw e;
    } finally {
      atStake.end();
      orders.breachesTo(null);
      deaf.run();
      time.steady();
    }
    answered();
    vigil.between().forEach(words -> chronicle.warn(stage.name(), vigil.subject(), words));
    vigil.note("ok", "ended after " + Words.duration(watch.length()));
  }

  /** Nothing else happens meanwhile: plan time passes at the deployment's pace. */
  private final class Passing implements Vigil.Manner {
    @Override
    public int pace() {
      return time.pace();
    }

    @Override
    public void hurry(Instant until) {
      time.hurry(until);
    }

    @Override
    public void begins(Instant at) {
      furthest = at;
    }

    /** Lanes are not equally far; plan time is where the first of them is. */
    @Override
    public void reached(Instant at) {
      furthest = at.isAfter(furthest) ? at : furthest;
      time.reach(furthest);
    }

    @Override
    public void broken(List<Breach> breaches) {
      incidents.tell(stage, vigil.subject(), breaches).forEach(Watching.this::respond);
    }

    @Override
    public boolean interrupts() {
      return reported.any() || frozen.thaws(question);
    }

    @Override
    public void interrupted() {
      if (frozen.thaws(question)) {
        frozen.thaw(stage);
        board.working(stage.name(), vigil.subject());
      }
      broken(reported.take());
    }

    @Override
    public void lost(String why) {
      time.steady();
      looking.hold(stage, vigil.subject(), why);
    }
  }

  private void respond(Breach breach) {
    Response then = breach.then();
    switch (then.act()) {
      case NOTIFY -> {}
      case ISSUE -> issues.rule(stage, breach.words());
      case ASK -> {
        if (then.freeze()) {
          frozen.freeze(stage, vigil.subject(), breach);
          board.working(stage.name(), vigil.subject());
        }
        ask(then.option(), breach.words());
      }
      case ROLLBACK -> {
        if (!stage.onlyAPersonStarts(then.option())) {
          throw Stop.rollback(then.option(), breach.words());
        }
        ask(then.option(), breach.words() + Incidents.A_PERSON_RESTORES);
      }
    }
  }

  private void ask(String option, String words) {
    if (question == null || question.answered()) {
      question = incidents.question(stage, option, words);
      orders.asking().open(question);
    }
  }

  /** A rollback interrupts the walk, so what is waited for here is the word to go on. */
  private void answered() {
    if (question != null) {
      orders.asking().answered(question);
      frozen.thaw(stage);
    }
  }

  /** Somebody, or a rule, logged an issue, or somebody resolved one. */
  private void issue(Issue issue) {
    vigil.noted(issue);
    if (issue.number() <= heard) {
      return;
    }
    heard = issue.number();
    String words = IssueLog.words(issue);
    chronicle.note(stage.name(), vigil.subject(), "issue", "ok", words);
    if (watch.restartOnIssue()) {
      vigil.again(words);
    }
  }
}
