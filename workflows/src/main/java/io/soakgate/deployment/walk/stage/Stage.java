package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.deployment.DrillStory;
import io.soakgate.deployment.Story.ChangeStory;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.Story.ConditionStory;
import io.soakgate.deployment.Story.Decision;
import io.soakgate.deployment.Story.EnvironmentStory;
import io.soakgate.deployment.Story.WatchStory;
import io.soakgate.plan.Environment;
import io.soakgate.plan.ReportRule.Part;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Variable;
import io.soakgate.verdict.Opening.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One environment on its way: what it is, and what was done and seen there so far. */
public final class Stage {
  private final Admitted admitted;
  private final Environment environment;
  private final AdmittedTarget target;
  private final List<String> applied = new ArrayList<>();
  private final Ticks ticks = new Ticks();
  private final List<ChangeStory> changes = new ArrayList<>();
  private final List<CheckStory> checks = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<WatchStory> watches = new ArrayList<>();
  private final List<ConditionStory> conditions = new ArrayList<>();
  private final Standing standing = new Standing();
  private final Freezing freezing = new Freezing();
  private final Baselines baselines = new Baselines();
  private final Sightings sightings;
  private final List<CheckStory> earlier;
  private final Map<Part, Duration> took = new EnumMap<>(Part.class);
  private Slot slot;
  private String window;
  private String before;
  private String after;
  private List<String> differences = List.of();
  private BackupResult backup;
  private Instant backedUp;
  private DrillStory drill;
  private List<Variable> chosen = List.of();
  private Asks asks;
  private List<String> stays;

  /**
   * @param earlier what the environments before told
   */
  public Stage(Admitted admitted, Environment environment, List<CheckStory> earlier) {
    this.earlier = List.copyOf(earlier);
    this.admitted = admitted;
    this.environment = environment;
    this.target = admitted.target(environment.target());
    this.asks = new Asks(admitted.deployment(), 0);
    this.sightings = new Sightings(environment.name());
  }

  /** What is asked of the target, in whose name. */
  public Asks asks() {
    return asks;
  }

  /** Goes on where another workflow stopped: in the ledgers it is the deployment's own. */
  public void goOn(Asks others) {
    asks = others;
  }

  /** The environment's name in the plan. */
  public String name() {
    return environment.name();
  }

  /** The environment as the plan has it. */
  public Environment environment() {
    return environment;
  }

  /** What is walked. */
  public Admitted admitted() {
    return admitted;
  }

  /** Whether the deployment ends with it. */
  public boolean isLast() {
    List<Environment> all = admitted.plan().environments();
    return all.get(all.size() - 1).name().equals(name());
  }

  /** What admission found at its target. */
  public AdmittedTarget target() {
    return target;
  }

  /** What to mind here before one agrees. */
  public Cautions cautions() {
    return new Cautions(admitted.plan(), environment, target, backup);
  }

  /** How it stands with its read-only mode. */
  public Freezing freezing() {
    return freezing;
  }

  /** What the next gate asks people to confirm, and what needs nobody any more. */
  public Ticks ticks() {
    return ticks;
  }

  /** What texts of the plan may name, at this plan time. */
  public Scope scope(Instant now) {
    List<Variable> values = new ArrayList<>(environment.values());
    values.addAll(chosen);
    return new Scope(
        asks.deployment(),
        admitted.plan().name(),
        environment.name(),
        environment.target(),
        List.copyOf(values),
        now);
  }

  /**
   * Whether an option restores a backup while writes may have gone on since: a person's to start.
   */
  public boolean onlyAPersonStarts(String option) {
    Rollback named = admitted.plan().rollback(option);
    return named != null && named.restores() && !freezing.sinceTheBackup(environment);
  }

  /** What a person chose for the parameters of the rollback option that runs next. */
  public void choose(List<Variable> values) {
    chosen = List.copyOf(values);
  }

  /** The changes whose compensation is registered, in the order they were begun. */
  public List<String> applied() {
    return List.copyOf(applied);
  }

  /** Whether anything may have been changed here. */
  public boolean changed() {
    return !applied.isEmpty();
  }

  /** Registers a change's compensation; must come before its action runs (decision 13). */
  public void register(String change) {
    applied.add(change);
  }

  /** A rollback is over, and left these of the changes in place. */
  public void stays(List<String> changes) {
    stays = List.copyOf(changes);
  }

  /** The changes that are still there, in the order they were begun. */
  public List<String> stays() {
    return stays == null ? applied.stream().distinct().toList() : stays;
  }

  /** A temporary change was taken back: no rollback has to do it again. */
  public void ended(String change) {
    applied.removeAll(List.of(change));
  }

  /** What the environments before told. */
  public List<CheckStory> earlier() {
    return earlier;
  }

  /** What was told here so far. */
  public List<CheckStory> checks() {
    return List.copyOf(checks);
  }

  /** What probes saw here, for the report and for later checks. */
  public Sightings sightings() {
    return sightings;
  }

  /** What probes saw before the changes. */
  public Baselines baselines() {
    return baselines;
  }

  /** The window that was taken, or null. */
  public Slot slot() {
    return slot;
  }

  /** The window in words, or null. */
  public String window() {
    return window;
  }

  /** Takes a window; the words say it to people. */
  public void slot(Slot slot, String words) {
    this.slot = slot;
    this.window = words;
  }

  /** The fingerprint before the first change, or null. */
  public String before() {
    return before;
  }

  /** Keeps the fingerprint from before the first change. */
  public void before(String fingerprint) {
    before = fingerprint;
  }

  /** The last fingerprint, or null while none was taken after the changes. */
  public String after() {
    return after;
  }

  /** How the last fingerprint differs from the first, in words; empty when it does not. */
  public List<String> differences() {
    return differences;
  }

  /** The last fingerprint, and how it differs from the first, in words. */
  public void after(String fingerprint, List<String> differences) {
    after = fingerprint;
    this.differences = differences;
  }

  /** The backup that ways back rely on here, or null. */
  public BackupResult backup() {
    return backup;
  }

  /** When its backup was asked for, in plan time; null when none was asked for by this walk. */
  public Instant backedUp() {
    return backedUp;
  }

  /** Keeps the backup; {@code asked} is null where another walk asked for it. */
  public void backup(BackupResult backup, Instant asked) {
    this.backup = backup;
    this.backedUp = asked;
  }

  /** How the drill went that is demanded here; null when none is. */
  public DrillStory drill() {
    return drill;
  }

  /** Keeps how the drill went. */
  public void drill(DrillStory drill) {
    this.drill = drill;
  }

  /** A change, for the report. */
  public void tell(ChangeStory change) {
    changes.add(change);
  }

  /** A check, for the report and for environments that come later. */
  public void tell(CheckStory check) {
    checks.add(check);
  }

  /** A decision, for the report. */
  public void tell(Decision decision) {
    decisions.add(decision);
  }

  /** Adds to how long a part of the walk took. */
  public void took(Part part, Duration more) {
    took.merge(part, more, Duration::plus);
  }

  /** How long a part of the walk took so far; null when it was not begun. */
  public Duration took(Part part) {
    return took.get(part);
  }

  /** A watch that is over, for the report. */
  public void tell(WatchStory watch) {
    watches.add(watch);
  }

  /** A look at the target, for the report. */
  public void tell(ConditionStory look) {
    conditions.add(look);
  }

  /** What was seen of the target so far. */
  public Standing standing() {
    return standing;
  }

  /** Everything that was told here so far. */
  public EnvironmentStory story() {
    return new EnvironmentStory(
        environment.name(),
        environment.target(),
        target.server(),
        before,
        after,
        backup,
        List.copyOf(changes),
        List.copyOf(checks),
        List.copyOf(decisions),
        List.copyOf(watches),
        List.copyOf(conditions),
        target.policy(),
        differences,
        drill);
  }
}
