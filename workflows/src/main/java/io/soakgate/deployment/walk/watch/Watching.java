package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.walk.check.Handing;
import io.soakgate.deployment.walk.check.Looking;
import io.soakgate.deployment.walk.freeze.Frozen;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.people.IssueLog;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.people.Reported;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.ForAWhile;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Response;
import io.soakgate.plan.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Has an environment watched after its changes, and does what broken rules ask for.
 *
 * <p>While a question is open the watch goes on: a rule that rolls back must not be blind because
 * another one asked (INV-12, INV-15).
 */
public final class Watching {
  /** Longer at once is a slip of the hand; it may be said again. */
  private static final Duration MOST = Duration.ofDays(7);

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
  private final Snoozes snoozes;
  private final Suspects suspects;
  private final Reported reported = new Reported();
  private Stage stage;
  private Watch watch;
  private Question question;
  private Vigil vigil;
  private Unanswered unanswered;
  private Instant furthest;
  private int heard;

  public Watching(
      PlanTime time,
      Orders orders,
      Board board,
      Chronicle chronicle,
      Incidents incidents,
      Looking looking,
      Handing handing,
      IssueLog issues,
      Frozen frozen,
      AtStake atStake,
      Snoozes snoozes,
      Suspects suspects) {
    this.atStake = atStake;
    this.suspects = suspects;
    this.snoozes = snoozes;
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
  public void watch(Stage stage, Watch watch) {
    this.stage = stage;
    this.watch = watch;
    vigil = new Vigil(stage, watch, time, chronicle, handing, new Passing());
    unanswered = new Unanswered(stage, vigil.subject(), chronicle);
    question = null;
    board.working(stage.name(), "watch " + watch.name());
    vigil.note("ok", "begins: " + Words.duration(watch.length()));
    Runnable deaf = issues.heardBy(this::issue);
    heard = issues.count();
    atStake.begin(stage, watch);
    reported.begin();
    snoozes.begin();
    orders.watching(this::told);
    try {
      vigil.keep();
      vigil.tell("ok");
    } catch (RuntimeException e) {
      vigil.stop();
      vigil.tell(e instanceof Stop ? "breach" : "stopped");
      throw e;
    } finally {
      atStake.end();
      orders.watching(null);
      deaf.run();
      time.steady();
    }
    answered();
    vigil.between().forEach(words -> chronicle.warn(stage.name(), vigil.subject(), words));
    vigil.note("ok", "ended after " + Words.duration(vigil.watch().length()));
  }

  /** Nothing else happens meanwhile: plan time passes at the deployment's pace. */
  private final class Passing implements Manner {
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
      incident(unanswered.news(snoozes.heeded(stage, breaches)));
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
      incident(reported.take()); // a person who sees it knows of every snooze
    }

    @Override
    public void lost(String why) {
      incidents.lost(stage, vigil.subject(), why);
    }

    /** What ends each time it is begun must not be begun for ever. */
    @Override
    public void lostAgain(String why) {
      time.steady();
      looking.hold(stage, vigil.subject(), why);
    }
  }

  private void incident(List<Breach> breaches) {
    incidents.tell(stage, vigil.subject(), breaches).forEach(this::respond);
  }

  /** What people say of the watch that runs. */
  private Answer told(Command c) {
    return switch (c.act()) {
      case SNOOZE -> snooze(c);
      case EXTEND -> extend(c);
      default -> reported.report(c, watch);
    };
  }

  private Answer snooze(Command c) {
    Answer answer = snoozes.take(stage, watch, c);
    vigil.snoozed(snoozes.list());
    return answer;
  }

  private Answer extend(Command c) {
    ForAWhile said = ForAWhile.of(c.option());
    if (!said.name().equals(watch.name())) {
      return Orders.refused(
          "it is watch " + watch.name() + " that runs, not " + said.name(), "name that one");
    }
    Duration more = said.lasts();
    if (more == null || more.isZero() || more.compareTo(MOST) > 0) {
      return Orders.refused(
          c.option() + " does not say how much longer",
          "write at most 7d, such as " + watch.name() + "/12h");
    }
    if (watch.inWindow()) {
      return Orders.refused(
          "watch " + watch.name() + " has to be over before the window closes",
          "log an issue, or start another deployment for what is to be watched longer");
    }
    vigil.extend(more);
    String words = "lasts " + Words.duration(more) + " longer, says " + c.by() + ": " + c.reason();
    vigil.note("ok", words);
    return Orders.recorded(
        "watch " + watch.name() + " lasts " + Words.duration(vigil.watch().length()) + " now");
  }

  private void respond(Breach breach) {
    Response then = breach.then();
    switch (then.act()) {
      case NOTIFY -> {}
      case ISSUE -> log(breach);
      case ASK -> {
        if (then.freeze()) {
          frozen.freeze(stage, vigil.subject(), breach);
          board.working(stage.name(), vigil.subject());
        }
        ask(breach, breach.words());
      }
      case ROLLBACK -> {
        if (!stage.onlyAPersonStarts(then.option())) {
          throw Stop.rollback(then.option(), breach.words());
        }
        ask(breach, breach.words() + Incidents.A_PERSON_RESTORES);
      }
    }
  }

  /** A watch that an issue starts again is started by each: so long it was not well. */
  private void log(Breach breach) {
    if (watch.restartOnIssue()) {
      issues.rule(stage, breach.words());
    } else {
      unanswered.log(breach, issues);
    }
  }

  private void ask(Breach breach, String words) {
    if (question == null || question.answered()) {
      question =
          incidents.question(
              stage, breach.then().option(), words + suspects.behind(stage, watch, breach));
      orders.asking().open(question);
    }
    unanswered.asked(breach, question::answered);
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
