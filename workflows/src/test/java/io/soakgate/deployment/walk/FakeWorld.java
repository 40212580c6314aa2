package io.soakgate.deployment.walk;

import io.soakgate.deployment.ActActivity;
import io.soakgate.deployment.AdmitActivity;
import io.soakgate.deployment.ConditionActivity;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Finding;
import io.soakgate.deployment.IdentityActivity;
import io.soakgate.deployment.Known.Total;
import io.soakgate.deployment.Left;
import io.soakgate.deployment.Origin;
import io.soakgate.deployment.Passage;
import io.soakgate.deployment.ProbeActivity;
import io.soakgate.deployment.ReadOnlyActivity;
import io.soakgate.deployment.RecordActivity;
import io.soakgate.deployment.Script;
import io.soakgate.deployment.StatementActivity;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.TellActivity;
import io.soakgate.identity.People;
import io.soakgate.identity.Witness;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Problem;
import io.soakgate.verdict.Gate;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Policy;
import io.soakgate.verdict.Value;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The world of the tests, in memory: databases that know which changes they carry, people who hear
 * what is told, an audit. It answers every activity of the workflows.
 */
public final class FakeWorld
    implements AdmitActivity,
        ActActivity,
        ProbeActivity,
        ConditionActivity,
        ReadOnlyActivity,
        StatementActivity,
        TellActivity,
        RecordActivity,
        IdentityActivity {
  public static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  static final List<Gate.Holder> HOLDERS =
      List.of(
          new Gate.Holder("lead", List.of("ann", "cy")), new Gate.Holder("dba", List.of("bob")));

  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final List<Message> told = Collections.synchronizedList(new ArrayList<>());
  final List<Entry> audit = Collections.synchronizedList(new ArrayList<>());
  final List<BucketRequest> buckets = Collections.synchronizedList(new ArrayList<>());
  final List<ActRequest> acts = Collections.synchronizedList(new ArrayList<>());
  final List<ConditionsRequest> looks = Collections.synchronizedList(new ArrayList<>());
  final List<String> renewed = Collections.synchronizedList(new ArrayList<>());
  final List<Passage> passages = Collections.synchronizedList(new ArrayList<>());
  final List<Left> lefts = Collections.synchronizedList(new ArrayList<>());
  final List<String> later = Collections.synchronizedList(new ArrayList<>());
  final List<ReadOnlyRequest> frozen = Collections.synchronizedList(new ArrayList<>());
  final List<String> lapsed = Collections.synchronizedList(new ArrayList<>());
  final List<String> writers = Collections.synchronizedList(new ArrayList<>());
  final List<Status> statuses = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger records = new AtomicInteger();
  final List<SlowerQuestion> suspected = Collections.synchronizedList(new ArrayList<>());
  volatile Slower slower = new Slower(List.of(), null);
  volatile Story story;
  final FakeDrills drills = new FakeDrills(this);
  final FakeCards cards = new FakeCards();

  private final Plan plan;
  private final Map<String, TreeSet<String>> carries = new ConcurrentHashMap<>();
  private final Map<String, Deque<Condition>> conditions = new ConcurrentHashMap<>();
  private final Map<String, String> leases = new ConcurrentHashMap<>();
  private final Map<String, List<Entry>> chains = new ConcurrentHashMap<>();
  private final Map<String, Failing> failing = new ConcurrentHashMap<>();
  private final Map<String, Hanging> hanging = new ConcurrentHashMap<>();
  private final Map<String, Function<ProbeRequest, Measurement>> seen = new ConcurrentHashMap<>();
  private final Map<String, IntFunction<Measurement>> inBucket = new ConcurrentHashMap<>();
  private final Map<String, String> identities = new ConcurrentHashMap<>();
  private final Map<String, List<Caveat>> caveats = new ConcurrentHashMap<>();
  private final List<Problem> planProblems = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  final List<WayBack> ways = new ArrayList<>();
  private final List<String> deafChannels = new ArrayList<>();
  private final Set<String> busyChannels = ConcurrentHashMap.newKeySet();
  private Function<String, String> holder = target -> null;
  private int pace = 1;
  private boolean disposable = true;
  private boolean badBackup;
  private volatile boolean passes = true;
  private List<Value> backupFigures = List.of(Value.number("size", 500));
  private Origin origin = new Origin("c0ffee00c0ffee00", "main", List.of(), null);
  private Policy policy = Policy.disposable();
  private List<Script> scripts = List.of(new Script("sql/indexes.sql", "abc", 10));
  private volatile People people = new People(List.of(), List.of(), HOLDERS);
  private volatile String silent;
  private volatile Foreseen foreseen = Foreseen.NOTHING;

  private record Failing(String type, int[] times) {}

  /** An action that runs until it is let go or cancelled. */
  static final class Hanging {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch letGo = new CountDownLatch(1);
    final CountDownLatch stopped = new CountDownLatch(1);
    private volatile CountDownLatch until = letGo;

    /** Lets it go when this has happened. */
    void until(CountDownLatch happened) {
      until = happened;
    }
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(90, TimeUnit.SECONDS)) {
        throw new AssertionError("did not happen within 90 s");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  FakeWorld(Plan plan) {
    this.plan = plan;
  }

  // What tests arrange.

  /** The action fails so many times with this failure type. */
  FakeWorld fails(String what, int times, String type) {
    failing.put(what, new Failing(type, new int[] {times}));
    return this;
  }

  /** The action, {@code apply indexes in production}, runs until it is let go or cancelled. */
  Hanging hangs(String what) {
    Hanging latch = new Hanging();
    hanging.put(what, latch);
    return latch;
  }

  /** What an action would break, or what makes it impossible. */
  FakeWorld foresees(List<String> impossible, List<String> breaks) {
    foreseen = new Foreseen(impossible, breaks);
    return this;
  }

  /** What a check's probe sees. */
  public FakeWorld sees(String check, long figure) {
    return sees(check, request -> Measurement.saw(NOON, List.of(Value.number("n", figure))));
  }

  public FakeWorld sees(String check, Function<ProbeRequest, Measurement> answer) {
    seen.put(check, answer);
    return this;
  }

  /** What a probe of that kind and of no name sees. */
  FakeWorld seesKind(String kind, Function<ProbeRequest, Measurement> answer) {
    return sees("kind " + kind, answer);
  }

  FakeWorld blind(String check) {
    return sees(check, request -> Measurement.blind(NOON, "no connection"));
  }

  /** What a rule's probe sees, by the number of the bucket; null is blind. */
  FakeWorld latency(String rule, IntFunction<Integer> p95) {
    inBucket.put(
        rule,
        bucket -> {
          Integer figure = p95.apply(bucket);
          return figure == null
              ? Measurement.blind(NOON, "no samples")
              : Measurement.saw(NOON, List.of(Value.number("p95", figure)));
        });
    return this;
  }

  /** What a rule's probe sees, by the number of the bucket. */
  FakeWorld reads(String rule, IntFunction<Measurement> seen) {
    inBucket.put(rule, seen);
    return this;
  }

  FakeWorld sameDatabase(String identity, String... targets) {
    List.of(targets).forEach(t -> identities.put(t, identity));
    return this;
  }

  /** A rollback option is not to be counted on at a target. */
  FakeWorld caveat(String target, String option, boolean refused) {
    String words = "user bob may not rename the database; ask for CREATEDB";
    caveats.put(target, List.of(new Caveat(option, refused, words)));
    return this;
  }

  /** Something else is done at a target in place of a rollback option. */
  FakeWorld instead(String target, String option) {
    String words = "user bob may not rename the database: so no swap";
    caveats.put(target, List.of(new Caveat(option, false, words, true)));
    return this;
  }

  FakeWorld problem(String what) {
    planProblems.add(new Problem("plan.yaml:1:1", what, "it is wrong", "mend it"));
    return this;
  }

  FakeWorld deaf(String channel) {
    deafChannels.add(channel);
    return this;
  }

  /** The next try at this channel is to be repeated a minute later. */
  FakeWorld busy(String channel) {
    busyChannels.add(channel);
    return this;
  }

  /** The audit takes nothing until it is told to answer again with null. */
  FakeWorld silentAudit(String why) {
    silent = why;
    return this;
  }

  FakeWorld pace(int pace) {
    this.pace = pace;
    return this;
  }

  FakeWorld earnest() {
    this.disposable = false;
    return this;
  }

  FakeWorld policy(Policy policy) {
    this.policy = policy;
    return this;
  }

  /** Whom the worker knows from now on, in deployments under way too. */
  FakeWorld people(People people) {
    this.people = people;
    return this;
  }

  FakeWorld scripts(List<Script> scripts) {
    this.scripts = scripts;
    return this;
  }

  FakeWorld origin(Origin origin) {
    this.origin = origin;
    return this;
  }

  /** No pass is kept from now on, as if the environments were not walked. */
  FakeWorld passesNowhere() {
    passes = false;
    return this;
  }

  FakeWorld badBackup() {
    this.badBackup = true;
    return this;
  }

  /** So long did it take to restore the backup on trial. */
  FakeWorld trialRestore(Duration took) {
    Value figure = Value.number("restore-took", BigDecimal.valueOf(took.toMillis()), Unit.MILLIS);
    this.backupFigures = List.of(Value.number("size", 500), figure);
    return this;
  }

  /** The next looks at this point in this environment see these, one each. */
  FakeWorld condition(String when, String environment, Condition... seen) {
    conditions
        .computeIfAbsent(when + " in " + environment, k -> new ConcurrentLinkedDeque<>())
        .addAll(List.of(seen));
    return this;
  }

  /** Another Temporal's deployment holds the lease of a target. */
  FakeWorld leased(String target, String holder) {
    leases.put(target, holder);
    return this;
  }

  /** Who holds the lease of a target, or null. */
  String leaseOf(String target) {
    return leases.get(target);
  }

  void holders(Function<String, String> holder) {
    this.holder = holder;
  }

  /** The store was put back to an earlier day. */
  void forget(String deployment, int from) {
    synchronized (audit) {
      List<Entry> chain =
          chains.entrySet().stream()
              .filter(e -> e.getKey().startsWith(deployment + " "))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElseThrow();
      List<Entry> lost = chain.subList(from, chain.size());
      audit.removeAll(lost);
      lost.clear();
    }
  }

  // What tests look at.

  List<String> log() {
    return List.copyOf(log);
  }

  /** The changes a target carries. */
  List<String> carried(String environment) {
    return List.copyOf(carries.getOrDefault("shop-" + environment, new TreeSet<>()));
  }

  List<String> toldTo(String channel) {
    return List.copyOf(told).stream()
        .filter(m -> m.channel().equals(channel))
        .map(Message::text)
        .toList();
  }

  /** The lint finds something in a change. */
  void finds(Finding finding) {
    findings.add(finding);
  }

  // What the workflows ask.

  @Override
  public AdmittedPlan admitPlan(PlanQuestion question) {
    return new AdmittedPlan(
        planProblems.isEmpty() ? plan : null,
        "d1ge57d1ge57d1ge57",
        scripts,
        people.holders().stream().map(h -> new Holder(h.role(), h.people())).toList(),
        people.provable(),
        people.digest(),
        origin,
        pace,
        planProblems,
        "PostgreSQL 15.18",
        findings,
        ways,
        cards.channel());
  }

  @Override
  public AdmittedTarget admitTarget(TargetQuestion question) {
    return new AdmittedTarget(
        question.target(),
        identities.getOrDefault(question.target(), question.target()),
        "PostgreSQL 15",
        disposable,
        policy,
        "f100f100f100f100",
        List.of(),
        caveats.getOrDefault(question.target(), List.of()),
        null);
  }

  @Override
  public Identified identify(Claim claim) {
    return new Witness(people).identify(claim);
  }

  @Override
  public Recalled recall(String deployment) {
    Left left =
        lefts.stream()
            .filter(l -> l.deployment().equals(deployment))
            .reduce((one, other) -> other)
            .orElse(null);
    return new Recalled(
        left,
        people.holders().stream().map(h -> new Holder(h.role(), h.people())).toList(),
        people.provable(),
        people.digest(),
        ways,
        cards.channel());
  }

  @Override
  public Past past(PastQuestion question) {
    synchronized (passages) {
      int back = last(question.plan(), question.target(), Passage.What.ROLLED_BACK);
      if (back < 0 || last(question.plan(), question.target(), Passage.What.PASSED) > back) {
        return Past.NONE;
      }
      Passage rolled = passages.get(back);
      int passed =
          question.before() == null
              ? -1
              : last(question.plan(), question.before(), Passage.What.PASSED);
      List<io.soakgate.deployment.Evidence.Said> said =
          passages.stream()
              .filter(p -> p.what() == Passage.What.ANSWERED)
              .filter(p -> p.deployment().equals(rolled.deployment()))
              .flatMap(p -> p.said().stream())
              .toList();
      return new Past(rolled, said, passed > back ? passages.get(passed) : null);
    }
  }

  private int last(String plan, String target, Passage.What what) {
    for (int i = passages.size() - 1; i >= 0; i--) {
      Passage p = passages.get(i);
      if (p.what() == what && p.plan().equals(plan) && p.target().equals(target)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void passage(Passage passage) {
    if (passage.what() != Passage.What.PASSED || passes) {
      passages.add(passage);
    }
  }

  @Override
  public List<String> later(LaterQuestion question) {
    return later;
  }

  @Override
  public void keep(Left left) {
    lefts.add(left);
  }

  @Override
  public String holder(String target) {
    return holder.apply(target);
  }

  @Override
  public Effect act(ActRequest request) {
    acts.add(request);
    String verb = request.purpose().name().toLowerCase(java.util.Locale.ROOT);
    String what = verb + " " + request.subject() + " in " + request.scope().environment();
    hang(what);
    fail(what);
    TreeSet<String> on = carries.computeIfAbsent(request.scope().target(), t -> new TreeSet<>());
    switch (request.purpose()) {
      case APPLY -> on.add(request.subject());
      case UNDO -> on.remove(request.subject());
      case STEP -> on.clear();
    }
    log.add(what);
    List<Value> left = List.of(Value.text("catalog", catalog(request.scope().target())));
    return new Effect(what, Duration.ofSeconds(2), 1, 0, left, List.of());
  }

  void hang(String what) {
    Hanging latch = hanging.get(what);
    if (latch == null) {
      return;
    }
    latch.begun.countDown();
    try {
      while (!latch.until.await(50, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(what);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      log.add("stopped " + what);
      hanging.remove(what);
      latch.stopped.countDown();
      throw e;
    }
  }

  void fail(String what) {
    Failing f = failing.get(what);
    if (f != null && f.times()[0]-- > 0) {
      throw ApplicationFailure.newFailure(what + " did not work", f.type());
    }
  }

  @Override
  public Conditions look(ConditionsRequest request) {
    looks.add(request);
    fail("look " + request.when() + " in " + request.scope().environment());
    Deque<Condition> next = conditions.get(request.when() + " in " + request.scope().environment());
    Condition seen = next == null ? null : next.poll();
    Condition fine =
        new Condition("blockers", Level.FINE, "0", null, "nobody is in the way", List.of());
    return new Conditions(
        "server of " + request.scope().target(),
        catalog(request.scope().target()),
        Duration.ofMinutes(5),
        List.of(seen == null ? fine : seen));
  }

  private String catalog(String target) {
    return "catalog of " + carries.getOrDefault(target, new TreeSet<>());
  }

  @Override
  public Leased take(LeaseRequest request) {
    String holder = leases.putIfAbsent(request.target(), request.deployment());
    return holder == null
        ? new Leased(true, null, null)
        : new Leased(false, holder + " of another Temporal", "wait for its ending");
  }

  @Override
  public void renew(LeaseRequest request) {
    renewed.add(request.target() + " for " + request.deployment());
  }

  @Override
  public void release(LeaseRequest request) {
    leases.remove(request.target(), request.deployment());
  }

  @Override
  public Engaged engage(ReadOnlyRequest request) {
    String what = "read-only on in " + request.scope().environment();
    hang(what);
    fail(what);
    frozen.add(request);
    log.add(what);
    return new Engaged(
        NOON, NOON.plus(request.lease()), "an INSERT by role app fails with 25006", List.of());
  }

  @Override
  public Renewed renew(ReadOnlyRequest request) {
    String environment = request.scope().environment();
    renewed.add("read-only of " + environment);
    return lapsed.contains(environment)
        ? new Renewed(false, null, List.of(), "its lease ran out and it was released")
        : new Renewed(true, NOON.plusSeconds(7_200), List.copyOf(writers), null);
  }

  @Override
  public Released release(ReadOnlyRequest request) {
    String environment = request.scope().environment();
    fail("read-only off in " + environment);
    boolean was = frozen.removeIf(r -> r.scope().environment().equals(environment));
    log.add("read-only off in " + environment);
    return new Released(was, was ? "an INSERT by role app succeeded" : "it was not", List.of());
  }

  @Override
  public Resolved resolve(ResolveRequest request) {
    String what = request.act().subject() + " statement " + request.statement();
    fail("resolve " + request.act().subject());
    log.add("resolve " + what + " as " + request.as() + " by " + request.by());
    failing.values().removeIf(f -> f.type().equals("failed-statement"));
    return new Resolved(what + " stands as resolved " + request.as());
  }

  @Override
  public Foreseen foresee(ActRequest request) {
    fail("foresee " + request.subject());
    return foreseen;
  }

  @Override
  public BackupResult backup(BackupRequest request) {
    log.add("backup in " + request.scope().environment());
    return new BackupResult(
        "b1",
        request.spec().kind(),
        "before",
        "/backups/b1",
        "d",
        backupFigures,
        !badBackup,
        "500 bytes, restored and counted");
  }

  @Override
  public List<Measurement> look(LookRequest request) {
    return request.specs().stream()
        .map(
            s ->
                new ProbeRequest(
                    request.scope(), request.change(), s, request.scripts(), request.known()))
        .map(this::look)
        .toList();
  }

  @Override
  public Together during(DuringRequest request) {
    log.add("during " + request.during().with().path("name").asText());
    List<Spec> all = new ArrayList<>(request.specs());
    all.add(request.during());
    List<Measurement> seen =
        all.stream()
            .map(s -> new ProbeRequest(request.scope(), request.change(), s, request.scripts()))
            .map(this::look)
            .toList();
    return new Together(seen.get(seen.size() - 1), seen.subList(0, seen.size() - 1));
  }

  private Measurement look(ProbeRequest request) {
    if (request.spec().kind().equals("fingerprint")) {
      TreeSet<String> on = carries.getOrDefault(request.scope().target(), new TreeSet<>());
      return Measurement.saw(NOON, List.of(Value.text("digest", "fingerprint of " + on)));
    }
    String name = request.spec().with().path("name").asText("kind " + request.spec().kind());
    return seen.getOrDefault(name, r -> Measurement.saw(NOON, List.of(Value.number("n", 1))))
        .apply(request);
  }

  @Override
  public BucketReading bucket(BucketRequest request) {
    buckets.add(request);
    hang("bucket " + request.bucket());
    List<RuleReading> readings = new ArrayList<>();
    for (RuleProbe rule : request.probes()) {
      Measurement healthy = Measurement.saw(NOON, List.of(Value.number("p95", 10)));
      readings.add(
          new RuleReading(
              rule.rule(),
              inBucket.getOrDefault(rule.rule(), b -> healthy).apply(request.bucket()),
              rule.summed() ? totals() : List.of()));
    }
    List<Entry> unkept = new ArrayList<>();
    if (silent != null) {
      unkept.addAll(request.unkept());
      String words = "bucket " + request.bucket() + " measured";
      unkept.add(new Entry(NOON, "staging", "watch soak", "watch", "ok", words));
    }
    return new BucketReading(request.bucket(), 10, readings, unkept);
  }

  /** Ten samples were due, nine were seen, all of them healthy. */
  private static List<Total> totals() {
    BigDecimal ten = BigDecimal.TEN;
    Total whole = new Total("", 10, 9, 0, BigDecimal.ZERO, null, null, Unit.NONE);
    Total p95 = new Total("p95", 0, 9, 9, BigDecimal.valueOf(90), ten, ten, Unit.NONE);
    return List.of(whole, p95);
  }

  @Override
  public Statements statements(Scope scope) {
    return new Statements(List.of(new Counter("17", 100, 900)), true, null);
  }

  @Override
  public Slower slower(SlowerQuestion question) {
    suspected.add(question);
    return slower;
  }

  @Override
  public void tell(Message message) {
    if (deafChannels.contains(message.channel())) {
      throw ApplicationFailure.newFailure("channel is down", "unreachable");
    }
    if (busyChannels.remove(message.channel())) {
      throw ApplicationFailure.newBuilder()
          .setMessage("too many calls")
          .setType("untold")
          .setNextRetryDelay(Duration.ofMinutes(1))
          .build();
    }
    told.add(message);
  }

  @Override
  public Head record(Entries entries) {
    String silence = silent;
    if (silence != null) {
      throw ApplicationFailure.newFailure(silence, "not-recorded");
    }
    records.incrementAndGet();
    synchronized (audit) {
      List<Entry> chain =
          chains.computeIfAbsent(
              entries.deployment() + " " + entries.run(), run -> new ArrayList<>());
      if (entries.first() <= chain.size() + 1) {
        List<Entry> fresh =
            entries.entries().subList(chain.size() + 1 - entries.first(), entries.entries().size());
        chain.addAll(fresh);
        audit.addAll(fresh);
        statuses.add(entries.status());
      }
      return new Head(chain.size(), "%064x".formatted(chain.size()));
    }
  }

  @Override
  public ReportFile report(Story told) {
    story = told;
    return new ReportFile("report.html", "report.json");
  }
}
