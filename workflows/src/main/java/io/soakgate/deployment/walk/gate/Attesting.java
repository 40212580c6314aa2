package io.soakgate.deployment.walk.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.walk.gate.Waiving.Failed;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Check;
import io.soakgate.verdict.Gate.Tick;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What people confirm at the next gate, and what checks ticked in their place (rule 13). */
public final class Attesting {
  private final PlanTime time;
  private final Chronicle chronicle;

  public Attesting(PlanTime time, Chronicle chronicle) {
    this.time = time;
    this.chronicle = chronicle;
  }

  /** Takes the attestations among the checks; the answer is what no check proved. */
  public List<Failed> take(Stage stage, String moment, List<Check> checks) {
    List<Failed> failed = new ArrayList<>();
    for (Check check : checks.stream().filter(Check::attested).toList()) {
      if (check.provedBy().isEmpty()) {
        ticks(check).forEach(stage.ticks()::add);
        continue;
      }
      Verdict proof = proof(stage, moment, check);
      if (proof.outcome() != Outcome.PASS) {
        String words = moment + " check " + check.name() + ": " + words(check) + ": ";
        failed.add(Failed.of(stage, check, words + proof.words()));
      }
    }
    return failed;
  }

  /** Whoever is shown what was seen confirms it at the next gate (M-043). */
  public static void ask(Stage stage, Check check, Measurement seen) {
    if (check.asking() != null && seen.blind() == null) {
      String shown = seen.note() == null ? Words.measurement(seen) : seen.note();
      stage.ticks().add(new Tick(check.name(), check.shownTo(), check.asking() + "\n" + shown));
    }
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

  /** The words an attestation shows; they stand under its kind key. */
  private static String words(Check check) {
    return check.probe().with().isTextual() ? check.probe().with().asText() : check.name();
  }

  /** What checks of earlier environments say; it is told like a check of this one. */
  private Verdict proof(Stage stage, String moment, Check check) {
    Verdict verdict = Proofs.of(check.provedBy(), stage.earlier());
    boolean proved = verdict.outcome() == Outcome.PASS;
    stage.tell(new CheckStory(time.now(), moment, check.name(), true, verdict));
    chronicle.note(
        stage.name(),
        moment + " " + check.name(),
        "check",
        proved ? "ok" : "failed",
        verdict.words());
    stage.ticks().prove((proved ? "\u2713 " : "\u2717 ") + words(check) + ": " + verdict.words());
    return verdict;
  }
}
