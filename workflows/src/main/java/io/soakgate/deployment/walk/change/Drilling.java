package io.soakgate.deployment.walk.change;

import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.DrillActivity.DrillRequest;
import io.soakgate.deployment.DrillActivity.Drilled;
import io.soakgate.deployment.DrillActivity.Ground;
import io.soakgate.deployment.DrillActivity.Leg;
import io.soakgate.deployment.DrillActivity.Prepared;
import io.soakgate.deployment.DrillStory;
import io.soakgate.deployment.DrillStory.Certificate;
import io.soakgate.deployment.DrillStory.Grade;
import io.soakgate.deployment.DrillStory.Way;
import io.soakgate.deployment.Story.Decision;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Change;
import io.soakgate.plan.Drill;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Variable;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks every way back before people agree to an environment's changes, on copies of the database
 * that the environment before backed up (ADR 0025). An environment whose ways back are not what the
 * plan declares does not open.
 */
public final class Drilling {
  private static final String DRILL = "drill";

  private final PlanTime time;
  private final Chronicle chronicle;
  private final Board board;
  private final Orders orders;
  private final Telling telling;
  private final Concessions concessions;
  private final List<Stage> walked = new ArrayList<>();

  public Drilling(
      PlanTime time,
      Chronicle chronicle,
      Board board,
      Orders orders,
      Telling telling,
      Concessions concessions) {
    this.time = time;
    this.chronicle = chronicle;
    this.board = board;
    this.orders = orders;
    this.telling = telling;
    this.concessions = concessions;
  }

  /**
   * Drills what the environment demands, before anything is announced in it.
   *
   * @throws Stop when a way back failed, or is not what the plan declares
   */
  public void drill(Stage stage) {
    Stage source = source();
    walked.add(stage);
    board.drill(List.of());
    Drill drill = Drill.demanded(stage.admitted().plan().environments(), stage.environment());
    String none = drill == null ? null : drill.none();
    if (none != null) {
      chronicle.note(stage.name(), DRILL, DRILL, "ok", "nothing was drilled: " + none);
      show(stage, DrillStory.none(none));
    } else if (drill != null && source != null) {
      // Without a backup before, only a plan gets here that the reader would refuse.
      DrillLegs legs = new DrillLegs(stage, source);
      show(stage, untilDone(legs, drill));
      refuse(stage);
    }
  }

  private void show(Stage stage, DrillStory story) {
    stage.drill(story);
    board.drill(story.lines());
  }

  /** Whoever agreed to open an environment without a drill is remembered for it. */
  public void agreed(Stage stage) {
    if (stage.drill() == null || stage.drill().none() == null) {
      return;
    }
    List<String> who =
        stage.story().decisions().stream()
            .filter(
                d -> d.gate().equals(Moment.GO) && d.counted() && d.decision().equals("approve"))
            .map(Decision::by)
            .distinct()
            .toList();
    concessions.undrilled(stage, stage.drill().none(), who);
  }

  /** The nearest environment before that has a backup of ours. */
  private Stage source() {
    for (int i = walked.size() - 1; i >= 0; i--) {
      if (walked.get(i).backup() != null && walked.get(i).backup().verified()) {
        return walked.get(i);
      }
    }
    return null;
  }

  /** A drill that could not go on is begun anew once a person says so. */
  private DrillStory untilDone(DrillLegs legs, Drill drill) {
    Stage stage = legs.stage();
    while (true) {
      board.working(stage.name(), DRILL);
      orders.checkpoint();
      Ground ground = legs.ground(time.now());
      try {
        return andDropped(legs, drill, ground);
      } catch (TemporalFailure e) {
        if (Words.cancelled(e)) {
          throw e;
        }
        ask(stage, Words.why(e));
      }
    }
  }

  private DrillStory andDropped(DrillLegs legs, Drill drill, Ground ground) {
    try {
      return once(legs, drill, ground);
    } finally {
      Workflow.newDetachedCancellationScope(() -> drop(legs.stage(), ground)).run();
    }
  }

  private void ask(Stage stage, String why) {
    String words = stage.name() + ": the drill could not go on: " + why;
    chronicle.note(stage.name(), DRILL, DRILL, "waiting", words);
    telling.alert(stage, DRILL, Severity.PAGE, words + "; retry, or abort");
    chronicle.send();
    orders
        .asking()
        .answered(new Question(words + "; retry, or abort", List.of(Act.RETRY), null).about(DRILL));
  }

  /** What stays behind is dropped by the next drill of the same database. */
  private void drop(Stage stage, Ground ground) {
    try {
      Outside.drillEnd(ground.scope().target(), stage.name() + ": drop what was drilled on")
          .end(ground);
    } catch (TemporalFailure e) {
      chronicle.warn(stage.name(), DRILL, "its databases could not be dropped: " + Words.why(e));
    }
  }

  private DrillStory once(DrillLegs legs, Drill drill, Ground ground) {
    Stage stage = legs.stage();
    Instant begun = time.clock();
    chronicle.note(
        stage.name(),
        DRILL,
        DRILL,
        "ok",
        "begins on " + legs.source().name() + "'s backup " + ground.backup().id());
    Prepared prepared =
        Outside.drill(ground.scope().target(), stage.name() + ": restore for the drill")
            .prepare(ground);
    chronicle.note(stage.name(), DRILL, DRILL, "ok", prepared.words());
    List<Certificate> certificates = new ArrayList<>();
    int copy = changes(legs, ground, certificates);
    boolean whole = copy >= 0;
    List<Way> ways = new ArrayList<>();
    for (String option : legs.options(drill)) {
      for (List<Variable> chosen : whole ? legs.ways(option) : List.<List<Variable>>of()) {
        ways.add(told(stage, way(legs, ground, option, chosen, copy)));
      }
    }
    return new DrillStory(
        null,
        legs.source().name(),
        ground.backup().id(),
        Duration.between(begun, time.clock()),
        certificates,
        ways);
  }

  /** Drills each change; the answer is the number of the copy that has them all, or -1. */
  private int changes(DrillLegs legs, Ground ground, List<Certificate> certificates) {
    Stage stage = legs.stage();
    List<Change> all = stage.admitted().plan().changesIn(stage.name());
    int copy = 0;
    for (Change change : all) {
      boolean keeps = !change.toll().keeps().isEmpty();
      List<Leg> round = legs.change(change, time.now());
      Drilled drilled = drill(legs, ground, change.name(), copy, !keeps, round);
      Certificate certificate = Graded.change(change, drilled.laps());
      certificates.add(certificate);
      boolean ok = certificate.grade() != Grade.BROKEN;
      chronicle.note(stage.name(), change.name(), DRILL, ok ? "ok" : "failed", certificate.line());
      if (drilled.laps().get(drilled.laps().size() - 1).failed() != null && !ok) {
        return -1;
      }
      if (keeps) {
        // What its undo leaves may be in the way of applying it again.
        drill(legs, ground, change.name(), copy, true, round.subList(0, 1));
      }
      copy++;
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).temporary()) {
        Leg end = legs.undo("end", all.get(i), 2, time.now());
        drill(legs, ground, all.get(i).name(), copy++, true, List.of(end));
      }
    }
    return copy;
  }

  private Drilled drill(
      DrillLegs legs, Ground ground, String subject, int from, boolean keep, List<Leg> all) {
    orders.checkpoint();
    String summary = legs.stage().name() + ": drill " + subject;
    board.working(legs.stage().name(), "drill of " + subject);
    return Outside.drill(ground.scope().target(), summary)
        .drill(new DrillRequest(ground, subject, from, from + 1, keep, from, all));
  }

  private Way way(DrillLegs legs, Ground ground, String option, List<Variable> chosen, int copy) {
    orders.checkpoint();
    Stage stage = legs.stage();
    String lacks = legs.source().cautions().lacks(option);
    if (lacks != null) {
      return Graded.lacking(option, lacks);
    }
    Plan plan = stage.admitted().plan();
    List<String> applied =
        plan.changesIn(stage.name()).stream()
            .filter(c -> !c.temporary())
            .map(Change::name)
            .toList();
    Leg leg = legs.rollback(option, chosen, applied, time.now());
    String name = DrillLegs.named(option, chosen);
    board.working(stage.name(), "drill of rollback " + name);
    Drilled drilled =
        Outside.drill(ground.scope().target(), stage.name() + ": drill rollback " + name)
            .drill(
                new DrillRequest(
                    ground,
                    name,
                    copy,
                    copy + 1,
                    false,
                    0,
                    List.of(leg),
                    stage.cautions().instead(option)));
    return Graded.way(plan, option, applied, drilled.laps().get(0), leg.acts().size()).as(name);
  }

  private Way told(Stage stage, Way way) {
    boolean ok = way.grade() != Grade.BROKEN;
    chronicle.note(
        stage.name(), "rollback " + way.option(), DRILL, ok ? "ok" : "failed", way.line());
    return way;
  }

  private void refuse(Stage stage) {
    List<String> broken = stage.drill().broken();
    if (!broken.isEmpty()) {
      String words =
          "the drill of "
              + stage.name()
              + " failed: "
              + String.join("; ", broken)
              + ". Mend what takes it back, or declare what differs under keeps or loses";
      telling.alert(stage, DRILL, Severity.PAGE, words);
      throw Stop.refused(words);
    }
  }
}
