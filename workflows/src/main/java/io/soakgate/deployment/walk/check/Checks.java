package io.soakgate.deployment.walk.check;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.walk.gate.Attesting;
import io.soakgate.deployment.walk.gate.Waiving;
import io.soakgate.deployment.walk.gate.Waiving.Failed;
import io.soakgate.deployment.walk.people.Holding;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Baselines;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Check;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs checks and judges what they saw. */
public final class Checks {
  private final Looking looking;
  private final PlanTime time;
  private final Chronicle chronicle;
  private final Orders orders;
  private final Holding holding;
  private final Concessions concessions;
  private final Attesting attesting;
  private final Sights sights;

  public Checks(
      Looking looking,
      PlanTime time,
      Chronicle chronicle,
      Orders orders,
      Holding holding,
      Concessions concessions) {
    this.looking = looking;
    this.time = time;
    this.chronicle = chronicle;
    this.orders = orders;
    this.holding = holding;
    this.concessions = concessions;
    this.attesting = new Attesting(time, chronicle);
    this.sights = new Sights(looking);
  }

  /**
   * Runs the checks of a moment, all of them even when one fails, so that everything is told at
   * once.
   *
   * @param change the change they verify, or null
   * @param baselines what the probes saw before
   * @throws Stop when a must does not hold, and nobody lets it pass
   */
  public void must(
      Stage stage, String moment, List<Check> checks, String change, Baselines baselines) {
    List<Check> left = checks;
    while (!left.isEmpty()) {
      List<Failed> failed = failed(stage, moment, left, change, baselines, true);
      if (failed.isEmpty()) {
        return;
      }
      Stop stop = Stop.failed(words(failed));
      if (!holding.holds(stage)) {
        throw stop;
      }
      left = held(stage, moment, failed, stop);
    }
  }

  /** Holds; the answer is what is to be looked at again. */
  private List<Check> held(Stage stage, String moment, List<Failed> failed, Stop stop) {
    Waiving waiving = new Waiving(stage, concessions, failed);
    String words =
        stop.why()
            + ". Retry, waive it by a second person, roll back, or resume to end here and leave it"
            + " as it is?";
    List<Act> answers = List.of(Act.RETRY, Act.WAIVE, Act.ROLLBACK, Act.RESUME);
    Question question = Holding.ending(waiving.question(words, answers, Rollback.EVERYTHING));
    Command answer = holding.ask(stage, moment, question);
    if (answer.act() != Act.WAIVE) {
      holding.goesOn(answer, stop);
    }
    return waiving.left().stream().map(Failed::check).toList();
  }

  /** Runs the checks, holding nothing; the answer is every must that does not hold, in words. */
  public List<String> failures(
      Stage stage, String moment, List<Check> checks, String change, Baselines baselines) {
    return failed(stage, moment, checks, change, baselines, false).stream()
        .map(Failed::words)
        .toList();
  }

  private static String words(List<Failed> failed) {
    return failed.stream().map(Failed::words).collect(Collectors.joining("; "));
  }

  /**
   * Runs the checks; the answer is every must that does not hold.
   *
   * @param hold whether one that cannot be seen waits for a person, or is in the answer
   */
  private List<Failed> failed(
      Stage stage,
      String moment,
      List<Check> checks,
      String change,
      Baselines baselines,
      boolean hold) {
    List<Check> here = checks.stream().filter(c -> c.appliesIn(stage.name())).toList();
    List<Failed> failed = new ArrayList<>(attesting.take(stage, moment, here));
    List<Check> seen = here.stream().filter(c -> !c.attested()).toList();
    orders.checkpoint();
    Instant from = time.now();
    List<Measurement> first = sights.of(stage, moment, change, seen, summary(moment, seen));
    overdue(stage, moment, seen, Duration.between(from, time.now()));
    for (int i = 0; i < seen.size(); i++) {
      Check check = seen.get(i);
      Verdict verdict =
          run(stage, moment, check, change, baselines, first.get(i), hold && failed.isEmpty());
      if (verdict.outcome() != Outcome.PASS) {
        String words = moment + " check " + check.name() + ": " + verdict.words();
        failed.add(Failed.of(stage, check, words));
      }
    }
    return failed;
  }

  /** Looks that took longer than the plan expects are a warning (rule 8). */
  private void overdue(Stage stage, String moment, List<Check> checks, Duration took) {
    Duration expected =
        checks.stream()
            .map(Check::takes)
            .filter(Objects::nonNull)
            .reduce(Duration.ZERO, Duration::plus);
    if (!expected.isZero() && took.compareTo(expected) > 0) {
      chronicle.warn(
          stage.name(),
          moment,
          "its checks took " + Words.duration(took) + ", expected " + Words.duration(expected));
    }
  }

  private static String summary(String moment, List<Check> checks) {
    return moment
        + (checks.size() == 1 ? " check " : " checks ")
        + String.join(", ", checks.stream().map(Check::name).toList());
  }

  private Verdict run(
      Stage stage,
      String moment,
      Check check,
      String change,
      Baselines baselines,
      Measurement first,
      boolean hold) {
    String summary = moment + " check " + check.name();
    for (Measurement seen = first; ; seen = looking.look(stage, change, check, summary)) {
      stage.sightings().saw(moment, check.name(), check.probe(), seen);
      Measurement before = before(stage, check, baselines).of(check.probe());
      Verdict must = judge(stage, moment, check, check.must(), seen, before, true);
      judge(stage, moment, check, check.should(), seen, before, false);
      if (must.outcome() != Outcome.INCONCLUSIVE || !hold) {
        Attesting.ask(stage, check, seen);
        return must;
      }
      if (letPass(stage, moment, check, must)) {
        return new Verdict(Outcome.PASS, must.words());
      }
      orders.checkpoint();
    }
  }

  private static Baselines before(Stage stage, Check check, Baselines otherwise) {
    return check.against() == null ? otherwise : stage.sightings().beforeChange(check.against());
  }

  /** Holds a must that could not be seen (rule 10); true when it is waived. */
  private boolean letPass(Stage stage, String moment, Check check, Verdict must) {
    String subject = moment + " check " + check.name();
    Waiving waiving =
        new Waiving(stage, concessions, List.of(Failed.of(stage, check, must.words())));
    List<Act> answers = List.of(Act.RETRY, Act.WAIVE);
    Question question =
        waiving.question(
            must.words() + "; retry, waive it by a second person, or abort", answers, null);
    return looking.hold(stage, subject, must.words(), question).act() == Act.WAIVE;
  }

  private Verdict judge(
      Stage stage,
      String moment,
      Check check,
      List<Expectation> expected,
      Measurement seen,
      Measurement before,
      boolean must) {
    if (expected.isEmpty() && !(must && check.should().isEmpty())) {
      return new Verdict(Outcome.PASS, "");
    }
    Verdict verdict =
        expected.isEmpty()
            ? new Verdict(Outcome.PASS, "recorded: " + Words.measurement(seen))
            : Judge.holds(expected, seen, before);
    stage.tell(new CheckStory(time.now(), moment, check.name(), must, verdict));
    tell(stage, moment, check, must, verdict);
    return verdict;
  }

  private void tell(Stage stage, String moment, Check check, boolean must, Verdict verdict) {
    String subject = moment + " " + check.name();
    if (!must && verdict.outcome() != Outcome.PASS) {
      chronicle.warn(stage.name(), subject, "should hold: " + verdict.words());
      return;
    }
    String outcome =
        switch (verdict.outcome()) {
          case PASS -> "ok";
          case FAIL -> "failed";
          case INCONCLUSIVE -> "inconclusive";
        };
    chronicle.note(stage.name(), subject, "check", outcome, verdict.words());
  }

  /**
   * Measures, just before the thing they are compared for, what bounds compare with; a baseline
   * that cannot be seen holds, because nothing can be judged against it later.
   */
  public void measure(Stage stage, String change, List<Spec> probes, Baselines into) {
    List<Spec> missing = new ArrayList<>();
    for (Spec probe : probes) {
      if (!into.has(probe) && missing.stream().noneMatch(m -> Baselines.same(m, probe))) {
        missing.add(probe);
      }
    }
    orders.checkpoint();
    List<Measurement> first = looking.look(stage, change, missing, "baselines");
    for (int i = 0; i < missing.size(); i++) {
      Spec probe = missing.get(i);
      String summary = "baseline " + probe.kind();
      Measurement seen = looking.seen(stage, change, probe, summary, first.get(i));
      stage.sightings().saw("baseline", probe.kind(), probe, seen);
      into.add(probe, seen);
    }
  }

  /** The probes of these checks that need a baseline here. */
  public static List<Spec> compared(Stage stage, List<Check> checks) {
    return checks.stream()
        .filter(c -> c.appliesIn(stage.name()) && !c.attested() && c.against() == null)
        .filter(c -> Judge.needsBaseline(c.must()) || Judge.needsBaseline(c.should()))
        .map(Check::probe)
        .toList();
  }

  /** The probes of all checks here that compare with how it was just before this change. */
  public static List<Spec> against(Stage stage, String change) {
    Stream<Check> moments = stage.environment().checks().stream().flatMap(m -> m.checks().stream());
    Stream<Check> verify =
        stage.admitted().plan().changesIn(stage.name()).stream().flatMap(c -> c.verify().stream());
    return Stream.concat(moments, verify)
        .filter(c -> c.appliesIn(stage.name()) && change.equals(c.against()))
        .map(Check::probe)
        .toList();
  }
}
