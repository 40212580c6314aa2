package io.soakgate.deployment.walk.gate;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.RecordActivity.Head;
import io.soakgate.deployment.walk.people.AuditHold;
import io.soakgate.deployment.walk.people.Authority;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.people.Cards;
import io.soakgate.deployment.walk.people.NewGate;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.people.Typing;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Escalating;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Severity;
import io.soakgate.verdict.Gate;
import io.soakgate.verdict.Gate.Decided;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Gate.Say;
import io.soakgate.verdict.Gate.Tick;
import io.temporal.failure.CanceledFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Opens gates, counts what people say, and waits for them. */
public final class GateKeeper {
  private final PlanTime time;
  private final Orders orders;
  private final Board board;
  private final Chronicle chronicle;
  private final Telling telling;
  private final List<String> opened = new ArrayList<>();
  private final Agreements agreements = new Agreements();
  private final GateNotes notes;
  private final AuditHold hold;
  private final Escalating escalating;
  private final Cards cards;
  private Stage stage;
  private Gate gate;
  private boolean held;
  private boolean lasts;
  private String last = "no gate was opened yet";

  public GateKeeper(
      PlanTime time,
      Orders orders,
      Board board,
      Chronicle chronicle,
      Telling telling,
      AuditHold hold,
      Escalating escalating,
      Cards cards) {
    this.cards = cards;
    this.time = time;
    this.orders = orders;
    this.board = board;
    this.chronicle = chronicle;
    this.notes = new GateNotes(time, chronicle);
    this.telling = telling;
    this.hold = hold;
    this.escalating = escalating;
  }

  /**
   * Holds the environment at a moment until every role agreed.
   *
   * @param latest when it closes unless the plan says otherwise; null means never
   * @return null when everybody agreed, else why not
   */
  public String hold(Stage stage, String moment, Instant latest) {
    GateRule rule = stage.environment().gateAt(moment);
    if (rule == null) {
      return null;
    }
    orders.checkpoint();
    String before = again(stage);
    if (before != null) {
      return before;
    }
    lasts = true;
    open(stage, rule, stage.ticks().open(), NewGate.expires(stage, rule, time.now(), latest));
    return answer(stage, rule, latest);
  }

  /**
   * Holds one action until every role agreed, or somebody refused. It runs at once then, so nobody
   * takes back what they gave.
   *
   * @param name what the gate is called
   * @return null when everybody agreed, else why not
   */
  public String ask(Stage stage, String name, List<String> roles) {
    return ask(stage, name, roles, List.of());
  }

  /** As above; who agrees confirms something. */
  public String ask(Stage stage, String name, List<String> roles, List<Tick> ticks) {
    GateRule rule = new GateRule(name, roles, null);
    orders.checkpoint();
    lasts = false;
    open(stage, rule, ticks, NewGate.expires(stage, rule, time.now(), null));
    return answer(stage, rule, null);
  }

  private String answer(Stage stage, GateRule rule, Instant latest) {
    held = true;
    if (hold.before(stage)) {
      show();
    }
    call(stage, rule, latest);
    return await();
  }

  /**
   * Waits for what was taken back since it was given (F-43).
   *
   * @return null when everything this environment's gates asked for is given, else why not
   */
  public String again(Stage stage) {
    agreements.entered(stage);
    for (gate = gate == null ? agreements.reopen() : gate;
        gate != null;
        gate = agreements.reopen()) {
      held = true;
      lasts = true;
      board.working(stage.name(), "gate " + gate.moment());
      show();
      String refused = await();
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  /** What people are told who answer before a gate opens. */
  public void closedUntil(String words) {
    last = words;
  }

  private void open(Stage stage, GateRule rule, List<Tick> ticks, Instant expires) {
    this.stage = stage;
    opened.add(stage.name() + " " + rule.moment());
    int attempt = (int) opened.stream().filter(opened.get(opened.size() - 1)::equals).count();
    gate = NewGate.of(stage, rule, ticks, attempt, time.now(), expires);
    board.findings(LintLines.lines(stage));
    board.working(stage.name(), "gate " + rule.moment());
    show();
    chronicle.note(stage.name(), subject(), "gate", "waiting", NewGate.waits(stage, rule));
  }

  /** The audit's head goes out with it: what people kept in a channel nobody can cut off later. */
  private void call(Stage stage, GateRule rule, Instant latest) {
    Head head = chronicle.head();
    String audit = head == null ? "" : "; audit " + head.number() + " " + head.hash();
    String words =
        subject()
            + " "
            + NewGate.call(stage, rule, gate)
            + Timing.latestWords(stage, latest)
            + "; "
            + next()
            + audit;
    telling.alert(stage, rule.moment(), Severity.WARN, words);
  }

  private String await() {
    Runnable answered = escalating.begin(stage, subject(), this::unanswered);
    try {
      time.awaitPeople(
          gate.expires(),
          subject() + " of " + stage.name(),
          () -> gate.agreed() || gate.rejected());
      orders.checkpoint();
    } catch (CanceledFailure e) {
      calledOff();
      throw e;
    } finally {
      held = false;
      answered.run();
    }
    return close();
  }

  private void calledOff() {
    Gate left = gate;
    gate = null;
    last = "the last one, " + left.moment() + " of " + left.environment() + ", was called off";
    board.gate(null, List.of());
    cards.closed(left, "called off");
  }

  private String unanswered() {
    return subject() + " waits for " + Words.list(gate.missing()) + "; " + next();
  }

  /**
   * The answer to what one person said; the gate decides.
   *
   * @param holders who holds which role now
   */
  public Answer take(Say say, String source, List<Holder> holders) {
    if (gate == null) {
      return new Answer(
          false, "refused: no gate is open, " + last + "; it is at: " + board.doing());
    }
    Answer untrusted = untrusted(source);
    if (untrusted != null) {
      return untrusted;
    }
    Decided decided = gate.decide(say, holders, time.now());
    gate = decided.gate();
    notes.said(stage, gate, say, decided, say.approve() ? "approve" : "reject");
    show();
    if (gate.agreed() && !held) {
      close();
    }
    return new Answer(decided.recorded(), decided.words());
  }

  /** The answer to somebody who takes back what they gave, which they may until it starts. */
  public Answer takeBack(Say say, String source, List<Holder> holders) {
    Gate theirs = theirs(say);
    if (theirs == null || (theirs != gate && stage.changed())) {
      String why = theirs == null ? "no gate is open, " + last : "it has already started";
      return new Answer(
          false, "refused: " + why + "; it is at: " + board.doing() + ", use abort to stop it");
    }
    Answer untrusted = untrusted(source);
    if (untrusted != null) {
      return untrusted;
    }
    Decided decided = theirs.takeBack(say, holders);
    notes.said(stage, theirs, say, decided, "revoke");
    if (decided.recorded()) {
      reopen(theirs, decided.gate());
    }
    return new Answer(decided.recorded(), decided.words());
  }

  private Gate theirs(Say say) {
    boolean here = gate != null && gate.given().stream().anyMatch(g -> g.by().equals(say.by()));
    Gate before = here ? null : agreements.of(say);
    return before == null ? gate : before;
  }

  private void reopen(Gate was, Gate is) {
    if (was != gate && gate != null) {
      agreements.lacks(was, is);
      return;
    }
    agreements.remove(was);
    gate = is;
    show();
  }

  private Answer untrusted(String source) {
    return stage.target().policy().trusts(source)
        ? null
        : new Answer(
            false, "refused: " + Authority.untrusted(stage, stage.target().policy(), source));
  }

  private void show() {
    board.gate(gate, stage.ticks().proved());
    board.waiting(gate.agreed() ? null : Words.list(gate.missing()), next());
    cards.gate(gate);
  }

  private String close() {
    Gate decided = gate;
    gate = null;
    board.gate(null, List.of());
    board.waiting(null, null);
    if (decided.agreed()) {
      cards.closed(decided, null);
      agreed(decided);
      return null;
    }
    String why = NewGate.notGiven(decided);
    cards.closed(decided, why);
    last = "the last one, " + decided.moment() + " of " + decided.environment() + ", was not given";
    notes.refused(stage, decided, why);
    return why;
  }

  private void agreed(Gate decided) {
    last = "the last one, " + decided.moment() + " of " + decided.environment() + ", was given";
    if (lasts) {
      agreements.add(decided);
    }
    notes.agreed(stage, decided);
  }

  private String subject() {
    return "gate " + gate.moment();
  }

  private String next() {
    return Typing.approve(stage.admitted().deployment(), !gate.ticks().isEmpty());
  }
}
