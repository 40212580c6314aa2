package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.AdmitActivity.WayBack;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Moment;
import io.soakgate.verdict.Gate;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/**
 * What people see while it runs: the status query, the current details and the search attributes.
 */
public final class Board {
  private static final int TIMELINE = 50;
  private static final String HELD = "held";

  private final String deployment;
  private final PlanTime time;
  private final Chronicle chronicle;
  private final Concessions concessions;
  private final Attributes attributes = new Attributes();
  private String plan;
  private String digest;
  private String origin;
  private boolean signatures;
  private String environment;
  private String doing = "admission";
  private String waitingFor;
  private String next;
  private Instant since;
  private String window;
  private String paused;
  private Gate gate;
  private List<Condition> conditions = List.of();
  private List<String> proved = List.of();
  private List<String> findings = List.of();
  private List<String> caveats = List.of();
  private List<String> unattended = List.of();
  private List<String> drill = List.of();
  private String question;
  private List<WayBack> ways = List.of();
  private String readOnly;
  private String losses;
  private String held;
  private String blocked;
  private Ending ending;
  private String report;
  private Runnable changed = () -> {};

  public Board(String deployment, PlanTime time, Chronicle chronicle, Concessions concessions) {
    this.deployment = deployment;
    this.concessions = concessions;
    this.time = time;
    this.chronicle = chronicle;
    this.since = time.now();
    chronicle.onChange(this::show);
    chronicle.picture(this::picture);
  }

  /** Calls back whenever there is something new to show. */
  void onChange(Runnable changed) {
    this.changed = changed;
  }

  /** Shows what is walked. */
  public void admitted(String plan, String digest, String origin) {
    this.plan = plan;
    this.digest = digest;
    this.origin = origin;
    show();
  }

  /** What is said from now on counts only when it is signed, or not. */
  public void entered(boolean signatures) {
    this.signatures = signatures;
  }

  /** Shows what was asked for, before it is known whether it may be walked. */
  public void asked(String plan) {
    this.plan = plan;
  }

  /** It works at something; nobody is waited for. */
  public void working(String environment, String doing) {
    this.environment = environment;
    this.doing = doing;
    waiting(null, null);
  }

  /**
   * It waits.
   *
   * @param waitingFor who or what, or null when it works again
   * @param next what to type, complete, or null
   */
  public void waiting(String waitingFor, String next) {
    this.waitingFor = waitingFor;
    this.next = next;
    this.since = time.now();
    show();
  }

  /** Shows the window, in words. */
  public void window(String window) {
    this.window = window;
    show();
  }

  /** What it waits for, and what to type, to be put back after a wait of another kind. */
  Wait waits() {
    return new Wait(waitingFor, next);
  }

  /** Plan time since when it is doing or waiting for what it is. */
  Instant since() {
    return since;
  }

  /** It waits again as it did. */
  public void waiting(Wait wait) {
    waiting(wait.who(), wait.next());
  }

  /** Who or what is waited for, and what to type; both null while it works. */
  record Wait(String who, String next) {}

  void paused(String paused) {
    this.paused = paused;
    show();
  }

  /**
   * @param proved what checks ticked already
   */
  public void gate(Gate gate, List<String> proved) {
    this.gate = gate;
    this.proved = proved;
    show();
  }

  /** What was seen of the target, for the card of the gate that opens next. */
  public void conditions(List<Condition> seen) {
    conditions = seen;
  }

  /** What the lint found, to be shown while a gate that opens an environment is open. */
  public void findings(List<String> found) {
    findings = List.copyOf(found);
  }

  /** What is not to be counted on in the environment that is walked. */
  public void caveats(List<String> caveats) {
    this.caveats = caveats;
  }

  /** What the environment that is walked takes back by itself, where that costs something. */
  public void unattended(List<String> costs) {
    this.unattended = costs;
  }

  /** How the drill went that the environment demands which is walked. */
  public void drill(List<String> lines) {
    this.drill = lines;
  }

  /** What the ways back of the environment that is walked would send to it. */
  public void ways(List<WayBack> ways) {
    this.ways = ways;
  }

  /** What a restore would lose now, in words; null when nobody looks. */
  public void losses(String losses) {
    this.losses = losses;
    show();
  }

  /** Since when writes are kept out, in words; null while they are not. */
  public void readOnly(String readOnly) {
    this.readOnly = readOnly;
    show();
  }

  void question(String question) {
    this.question = question;
    show();
  }

  /** Shows how it ended, and where the report lies. */
  public void ended(Ending ending, String report) {
    this.environment = null;
    this.doing = "ended";
    this.ending = ending;
    this.report = report;
    waiting(null, null);
  }

  /** What it does, in words; a hold and a blocked rollback come first. */
  public String doing() {
    String now = held == null ? doing : HELD + " at " + held;
    now = blocked == null ? now : Blocked.STATE + " at " + blocked;
    return environment == null ? now : environment + ": " + now;
  }

  /**
   * It stands still until a person answers, which is a state of its own (plan language, rule 11).
   *
   * @param at what is held, or null when nothing is any more; shown with what is waited for
   */
  public void held(String at) {
    this.held = at;
  }

  /**
   * A rollback stands still until a person answers, which is a state of its own (decision 13).
   *
   * @param at what failed, or null when it goes on; shown with what is waited for
   */
  void blocked(String at) {
    this.blocked = at;
  }

  /** How it stands, with the last entries of the timeline. */
  public Status status() {
    return status(chronicle.last(TIMELINE));
  }

  /** How it stands, without the timeline. */
  Status picture() {
    return status(List.of());
  }

  private Status status(List<Entry> timeline) {
    return new Status(
        deployment,
        plan,
        digest,
        origin,
        environment,
        doing(),
        waitingFor,
        since,
        time.now(),
        time.clock(),
        time.speed(),
        time.until(),
        window,
        next,
        paused,
        signatures,
        gate == null ? null : open(gate),
        question,
        ending,
        report,
        timeline,
        concessions.list(),
        chronicle.head(),
        readOnly,
        losses);
  }

  /** Puts it where the Temporal UI shows it. */
  void show() {
    attributes.show(plan, phase(), environment, awaited(), ending);
    Workflow.setCurrentDetails(Details.of(status()));
    changed.run();
  }

  private String phase() {
    if (ending != null) {
      return "ended";
    }
    return blocked != null ? Blocked.STATE : held != null ? HELD : doing;
  }

  private String awaited() {
    return paused != null ? "resume" : waitingFor;
  }

  private Status.OpenGate open(Gate gate) {
    List<String> given = gate.given().stream().map(Words::given).toList();
    return new Status.OpenGate(
        gate.environment(),
        gate.moment(),
        gate.attempt(),
        gate.digest(),
        gate.missing(),
        given,
        gate.expires(),
        NewGate.attestations(gate),
        caveats,
        proved,
        gate.moment().equals(Moment.GO) ? findings : List.of(),
        conditions,
        Moment.BEFORE_CHANGES.contains(gate.moment()) ? unattended : List.of(),
        chronicle.warnings(gate.environment()),
        Moment.BEFORE_CHANGES.contains(gate.moment()) ? drill : List.of(),
        NewGate.sql(ways, gate.moment()));
  }
}
