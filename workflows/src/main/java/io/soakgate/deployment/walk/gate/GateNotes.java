package io.soakgate.deployment.walk.gate;

import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.Story.Decision;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Moment;
import io.soakgate.verdict.Gate;
import io.soakgate.verdict.Gate.Decided;
import io.soakgate.verdict.Gate.Given;
import io.soakgate.verdict.Gate.Say;
import io.soakgate.verdict.Gate.Tick;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import java.util.stream.Collectors;

/** Writes down what people said at gates, for the audit and for the report. */
record GateNotes(PlanTime time, Chronicle chronicle) {

  /** What one person said, and what became of it. */
  void said(Stage stage, Gate at, Say say, Decided decided, String decision) {
    stage.tell(
        new Decision(
            time.now(),
            at.moment(),
            say.by(),
            decided.role() == null ? say.role() : decided.role(),
            decision,
            decided.recorded(),
            say.proof().verified(),
            say.proof().words(say.by()),
            decided.words()));
  }

  /** A gate that everybody agreed at: who, what they confirmed, and what may run by itself. */
  void agreed(Stage stage, Gate decided) {
    decided.ticks().forEach(t -> ticked(stage, decided, t));
    stage.ticks().confirmed(decided.ticks());
    String who = decided.given().stream().map(Words::given).collect(Collectors.joining("; "));
    ok(stage, decided, "agreed: " + who);
    if (Moment.BEFORE_CHANGES.contains(decided.moment())) {
      stage
          .cautions()
          .unattended()
          .forEach(u -> ok(stage, decided, "agreed that this may run by itself: " + u));
    }
  }

  /** A gate that was not given. */
  void refused(Stage stage, Gate decided, String why) {
    chronicle.note(stage.name(), "gate " + decided.moment(), "gate", "refused", why);
  }

  private void ok(Stage stage, Gate decided, String words) {
    chronicle.note(stage.name(), "gate " + decided.moment(), "gate", "ok", words);
  }

  private void ticked(Stage stage, Gate decided, Tick tick) {
    String who =
        decided.given().stream()
            .filter(g -> tick.role() == null || tick.role().equals(g.role()))
            .map(Given::by)
            .collect(Collectors.joining(", "));
    // What a person was shown stays at the gate: it may be somebody's data.
    String asked = tick.words().lines().findFirst().orElse("");
    Verdict verdict = new Verdict(Outcome.PASS, "confirmed by " + who + ": " + asked);
    stage.tell(new CheckStory(time.now(), decided.moment(), tick.name(), true, verdict));
  }
}
