package io.soakgate.deployment.walk;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.plan.Check;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Gate.Tick;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Runs checks and judges what they saw. */
final class Checks {
  private final Looking looking;
  private final PlanTime time;
  private final Chronicle chronicle;
  private final Orders orders;

  Checks(Looking looking, PlanTime time, Chronicle chronicle, Orders orders) {
    this.looking = looking;
    this.time = time;
    this.chronicle = chronicle;
    this.orders = orders;
  }

  /**
   * Runs the checks of a moment, all of them even when one fails, so that everything is told at
   * once.
   *
   * @param change the change they verify, or null
   * @param baselines what the probes saw before
   * @throws Stop when a must does not hold
   */
  void must(Stage stage, String moment, List<Check> checks, String change, Baselines baselines) {
    List<String> failed = failures(stage, moment, checks, change, baselines, true);
    if (!failed.isEmpty()) {
      throw Stop.failed(String.join("; ", failed));
    }
  }

  /**
   * Runs the checks; the answer is every must that does not hold, in words.
   *
   * @param hold whether one that cannot be seen waits for a person, or is in the answer
   */
  List<String> failures(
      Stage stage,
      String moment,
      List<Check> checks,
      String change,
      Baselines baselines,
      boolean hold) {
    List<String> failed = new ArrayList<>();
    for (Check check : checks) {
      if (!check.appliesIn(stage.name())) {
        continue;
      }
      if (check.attested() && check.provedBy().isEmpty()) {
        ticks(check).forEach(stage::tick);
        continue;
      }
      if (check.attested()) {
        Verdict proof = proof(stage, moment, check);
        if (proof.outcome() != Outcome.PASS) {
          failed.add(
              moment + " check " + check.name() + ": " + words(check) + ": " + proof.words());
        }
        continue;
      }
      Verdict verdict = run(stage, moment, check, change, baselines, hold && failed.isEmpty());
      if (verdict.outcome() != Outcome.PASS) {
        failed.add(moment + " check " + check.name() + ": " + verdict.words());
      }
    }
    return failed;
  }

  /** The words an attestation shows; they stand under its kind key. */
  private static String words(Check check) {
    return check.probe().with().isTextual() ? check.probe().with().asText() : check.name();
  }

  /** One for each thing to confirm; several stand under the kind key by name. */
  private static List<Tick> ticks(Check check) {
    JsonNode with = check.probe().with();
    if (!with.isObject()) {
      return List.of(new Tick(check.name(), check.shownTo(), words(check)));
    }
    List<Tick> ticks = new ArrayList<>();
    with.properties()
        .forEach(e -> ticks.add(new Tick(e.getKey(), check.shownTo(), e.getValue().asText())));
    return ticks;
  }

  /** What checks of earlier environments say; it is told like a check of this one. */
  private Verdict proof(Stage stage, String moment, Check check) {
    Verdict verdict = Proofs.of(check.provedBy(), stage.earlier());
    stage.tell(new CheckStory(time.now(), moment, check.name(), true, verdict));
    tell(stage, moment, check, true, verdict);
    String mark = verdict.outcome() == Outcome.PASS ? "\u2713 " : "\u2717 ";
    stage.prove(mark + words(check) + ": " + verdict.words());
    return verdict;
  }

  private Verdict run(
      Stage stage, String moment, Check check, String change, Baselines baselines, boolean hold) {
    while (true) {
      orders.checkpoint();
      Measurement seen =
          looking.look(stage, change, check.probe(), moment + " check " + check.name());
      stage.saw(moment, check.name(), check.probe(), seen);
      Measurement before = baselines.of(check.probe());
      Verdict must = judge(stage, moment, check, check.must(), seen, before, true);
      judge(stage, moment, check, check.should(), seen, before, false);
      if (must.outcome() != Outcome.INCONCLUSIVE || !hold) {
        ask(stage, check, seen);
        return must;
      }
      looking.hold(stage, moment + " check " + check.name(), must.words());
    }
  }

  /** Whoever is shown what was seen confirms it at the next gate (M-043). */
  private static void ask(Stage stage, Check check, Measurement seen) {
    if (check.asking() != null && seen.blind() == null) {
      String shown = seen.note() == null ? Words.measurement(seen) : seen.note();
      stage.tick(new Tick(check.name(), check.shownTo(), check.asking() + "\n" + shown));
    }
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
  void measure(Stage stage, String change, List<Spec> probes, Baselines into) {
    for (Spec probe : probes) {
      if (!into.has(probe)) {
        orders.checkpoint();
        Measurement seen = looking.see(stage, change, probe, "baseline " + probe.kind());
        stage.saw("baseline", probe.kind(), probe, seen);
        into.add(probe, seen);
      }
    }
  }

  /** The probes of these checks that need a baseline here. */
  static List<Spec> compared(Stage stage, List<Check> checks) {
    return checks.stream()
        .filter(c -> c.appliesIn(stage.name()) && !c.attested())
        .filter(c -> Judge.needsBaseline(c.must()) || Judge.needsBaseline(c.should()))
        .map(Check::probe)
        .toList();
  }
}
