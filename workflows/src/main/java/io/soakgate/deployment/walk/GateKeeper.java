package io.soakgate.deployment.walk;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.RecordActivity.Head;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.Story.Decision;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Severity;
import io.soakgate.verdict.Gate;
import io.soakgate.verdict.Gate.Decided;
import io.soakgate.verdict.Gate.Given;
import io.soakgate.verdict.Gate.Say;
import io.soakgate.verdict.Gate.Tick;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Opens gates, counts what people say, and waits for them. */
final class GateKeeper {
  private final PlanTime time;
  private final Orders orders;
  private final Board board;
  private final Chronicle chronicle;
  private final Telling telling;
  private final AuditHold hold;
  private Stage stage;
  private Gate gate;
  private String last = "no gate was opened yet";

  GateKeeper(
      PlanTime time,
      Orders orders,
      Board board,
      Chronicle chronicle,
      Telling telling,
      AuditHold hold) {
    this.time = time;
    this.orders = orders;
    this.board = board;
    this.chronicle = chronicle;
    this.telling = telling;
    this.hold = hold;
  }

  /**
   * Holds the environment at a moment until every role agreed.
   *
   * @param latest when it closes unless the plan says otherwise; null means never
   * @return null when everybody agreed, else why not
   */
  String hold(Stage stage, String moment, Instant latest) {
    GateRule rule = stage.environment().gateAt(moment);
    if (rule == null) {
      return null;
    }
    orders.checkpoint();
    Instant expires = rule.expires() == null ? latest : time.now().plus(rule.expires());
    open(stage, rule, expires);
    if (hold.before(stage)) {
      show();
    }
    call(stage, rule);
    time.awaitPeople(
        expires, "gate " + moment + " of " + stage.name(), () -> gate.agreed() || gate.rejected());
    orders.checkpoint();
    return close(moment);
  }

  private void open(Stage stage, GateRule rule, Instant expires) {
    this.stage = stage;
    gate =
        new Gate(
            stage.name(),
            rule.moment(),
            1,
            stage.admitted().digest(),
            rule.roles(),
            stage.ticks(),
            time.now(),
            expires,
            stage.admitted().startedBy(),
            stage.target().starterMayApprove(),
            stage.target().unverifiedApprovals(),
            List.of(),
            null,
            null);
    board.findings(Findings.lines(stage));
    board.working(stage.name(), "gate " + rule.moment());
    show();
    chronicle.note(stage.name(), subject(), "gate", "waiting", waits(rule));
  }

  /** The audit's head goes out with it: what people kept in a channel nobody can cut off later. */
  private void call(Stage stage, GateRule rule) {
    Head head = chronicle.head();
    String audit = head == null ? "" : "; audit " + head.number() + " " + head.hash();
    String words = subject() + " " + waits(rule) + caveats(stage) + "; " + next() + audit;
    telling.alert(stage, rule.moment(), Severity.WARN, words);
  }

  private static String caveats(Stage stage) {
    return stage.caveats().isEmpty()
        ? ""
        : "; do not count on " + String.join("; nor on ", stage.caveats());
  }

  private static String waits(GateRule rule) {
    return "waits for " + Words.list(rule.roles());
  }

  /** The answer to what one person said; the gate decides. */
  Answer take(Say say) {
    if (gate == null) {
      return new Answer(
          false, "refused: no gate is open, " + last + "; it is at: " + board.doing());
    }
    Decided decided = gate.decide(say, stage.admitted().holders(), time.now());
    gate = decided.gate();
    stage.tell(
        new Decision(
            time.now(),
            gate.moment(),
            say.by(),
            decided.role() == null ? say.role() : decided.role(),
            say.approve() ? "approve" : "reject",
            decided.recorded(),
            say.verified(),
            decided.words()));
    show();
    return new Answer(decided.recorded(), decided.words());
  }

  private void show() {
    board.gate(gate, stage.proved());
    board.waiting(gate.agreed() ? null : Words.list(gate.missing()), next());
  }

  private String close(String moment) {
    Gate decided = gate;
    gate = null;
    board.gate(null, List.of());
    board.waiting(null, null);
    if (decided.agreed()) {
      agreed(decided);
      return null;
    }
    String why =
        decided.rejected()
            ? "gate "
                + moment
                + " was rejected by "
                + decided.rejectedBy()
                + ": "
                + decided.rejectedWhy()
            : "gate "
                + moment
                + " expired at "
                + decided.expires()
                + " without "
                + Words.list(decided.missing());
    last = "the last one, " + moment + " of " + decided.environment() + ", was not given";
    chronicle.note(stage.name(), "gate " + moment, "gate", "refused", why);
    return why;
  }

  private void agreed(Gate decided) {
    String who =
        decided.given().stream()
            .map(g -> g.role() + ": " + g.by())
            .collect(Collectors.joining(", "));
    last = "the last one, " + decided.moment() + " of " + decided.environment() + ", was given";
    decided.ticks().forEach(t -> ticked(decided, t));
    stage.ticked();
    chronicle.note(stage.name(), "gate " + decided.moment(), "gate", "ok", "agreed: " + who);
  }

  private void ticked(Gate decided, Tick tick) {
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

  private String subject() {
    return "gate " + gate.moment();
  }

  private String next() {
    return Typing.approve(stage.admitted().deployment(), !gate.ticks().isEmpty());
  }
}
