package io.soakgate.audit;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Evidence;
import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.Evidence.Said;
import io.soakgate.deployment.Evidence.Shown;
import io.soakgate.deployment.Evidence.Timed;
import io.soakgate.deployment.Finding;
import io.soakgate.deployment.Origin;
import io.soakgate.deployment.RecordActivity.Head;
import io.soakgate.deployment.Script;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.Bucket;
import io.soakgate.deployment.Story.ChangeStory;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.Story.ConditionStory;
import io.soakgate.deployment.Story.Decision;
import io.soakgate.deployment.Story.EnvironmentStory;
import io.soakgate.deployment.Story.RuleFigure;
import io.soakgate.deployment.Story.WatchStory;
import io.soakgate.plan.Bounds;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Node;
import io.soakgate.plan.Problems;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Policy;
import io.soakgate.verdict.Value;
import io.soakgate.verdict.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Stories as a deployment tells them: one that was rolled back by its watch, one refused. */
final class SampleStory {
  private static final Instant START = Instant.parse("2026-11-20T21:00:00Z");
  private static final String BEFORE = "9d3c41f0b6a27e85";

  private SampleStory() {}

  /** Staging went well, production was slow after release and was rolled back. */
  static Story rolledBack() {
    return new Story(
        "menuca-v3-20261120-2100",
        "0c6f3b1e-5a57-4d0a-8a39-0f5d6b1f2c11",
        "menuca-v3",
        "MenuCA V3 schema optimization",
        "5be1a3c0d9f2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbcc",
        new Origin("4f1c9e20aa7be2c0", "main", List.of(), null),
        "brian",
        START,
        at(34 * 60 + 22),
        4320,
        Ending.ROLLED_BACK,
        "rule slow: p95 91.4 ms > 150% of 31.2 ms + 20 ms = 66.8 ms (3 in a row, bucket 3 until"
            + " 2026-11-22T07:20:00Z), so everything was undone in production",
        Duration.ofHours(40),
        List.of(
            script("sql/Performance/add_critical_indexes.sql", 18_211),
            script("sql/Menu & Catalog Entity/converted/menuca_v1_combos_postgres.sql", 3_412_870)),
        List.of(staging(), production()),
        timeline(),
        List.of("staging: the changes indexes, rls and combo-fix stay applied"),
        new Head(23, "5a".repeat(32)),
        evidence(),
        lint());
  }

  private static Condition condition(String what, Level level, String words) {
    return new Condition(what, level, null, null, words, List.of());
  }

  private static List<Finding> lint() {
    return List.of(
        new Finding(
            "row-level-security",
            "privilege-changing",
            "rls",
            "apply",
            "sql/Security/create_rls_policies.sql",
            38,
            185,
            "who sees which rows changes",
            null),
        new Finding(
            "drop-table",
            "destructive",
            "combo-fix",
            "apply",
            "sql/fix.sql",
            7,
            1,
            "a table and all its rows go",
            "it is the staging table of this import"));
  }

  private static Evidence evidence() {
    return new Evidence(
        "Failed: full rollback",
        List.of(),
        List.of(
            new Shown(
                "Combo orphan rate",
                "production",
                Value.number("orphan-rate", new BigDecimal("0.61"), Unit.PERCENT),
                null,
                "< 5%",
                new Verdict(Outcome.PASS, "orphan-rate 0.61% < 5%")),
            new Shown(
                "Query performance P95",
                "production",
                Value.number("p95", new BigDecimal("91.4"), Unit.MILLIS),
                Value.number("p95", new BigDecimal("31.2"), Unit.MILLIS),
                "< 50 ms",
                new Verdict(Outcome.FAIL, "p95 91.4 ms < 50 ms")),
            new Shown("Error rate", null, null, null, "< 1%", null)),
        List.of("severity", "resolution", "time-lost", "notes"),
        List.of(
            new Issue(
                1,
                START.plusSeconds(4000),
                "staging",
                "santiago",
                "the menu page of restaurant 123 was slow",
                "medium",
                "statistics renewed",
                "15m",
                START.plusSeconds(5200),
                "seen on two tills"),
            new Issue(
                2,
                START.plusSeconds(9000),
                "production",
                "rule",
                "rule slow",
                null,
                null,
                null,
                null,
                null)),
        List.of(
            new Said(
                "cause",
                "rolled-back",
                "lead",
                "What went wrong?",
                START.plusSeconds(99_000),
                "brian",
                "the new plan reads every dish"),
            new Said(
                "missed",
                "rolled-back",
                "lead",
                "Why did staging not catch it?",
                null,
                null,
                null)),
        List.of(
            new Timed("production.changes", Duration.ofMinutes(30), Duration.ofMinutes(42)),
            new Timed("production.watch", Duration.ofHours(24), null)));
  }

  /** One that measured this. */
  static Story with(List<Evidence.Seen> measurements) {
    Story told = rolledBack();
    return new Story(
        told.deployment(),
        told.run(),
        told.plan(),
        told.title(),
        told.digest(),
        told.origin(),
        told.startedBy(),
        told.started(),
        told.ended(),
        told.pace(),
        told.ending(),
        told.why(),
        told.takes(),
        told.scripts(),
        told.environments(),
        told.timeline(),
        told.stayed(),
        told.audit(),
        new Evidence(null, measurements, List.of(), List.of(), List.of(), List.of()),
        told.lint());
  }

  /** Refused before anything was touched; texts that try to be markup. */
  static Story refused() {
    return new Story(
        "../<script>alert(1)</script>",
        "run-1",
        "menuca-v3",
        "Shop & <b>more</b>\u202e\u0007",
        null,
        null,
        null,
        START,
        START.plusMillis(420),
        1,
        Ending.REFUSED,
        "plan.yaml:3:1: unknown key `\"chnages\"`: known here: …; did you mean `changes`?",
        null,
        List.of(),
        List.of(),
        List.of(entry(0, null, "plan", "refused", "refused", "<img src=x onerror='alert(1)'>")),
        List.of(),
        null,
        Evidence.NONE,
        List.of());
  }

  private static EnvironmentStory staging() {
    return new EnvironmentStory(
        "staging",
        "menuca-staging",
        "PostgreSQL 15.18",
        "41f09d3cb6a27e85",
        "c07711d2aa90e412",
        backup("staging_backup_20261120_210004"),
        List.of(
            change("indexes", "APPLY", 6, 41_300, "47 indexes built, 0 lock retries"),
            change("rls", "APPLY", 8, 2_140, "152 statements in one transaction"),
            new ChangeStory(
                "combo-fix",
                "APPLY",
                at(9),
                Duration.ofMinutes(30),
                Duration.ofMillis(9_870),
                "ok",
                "50,214 statements in one transaction",
                List.of(
                    "NOTICE: V1 combos loaded: 50214", "NOTICE: Successfully mapped: 50190",
                    "NOTICE: New combo_items inserted: 50190", "NOTICE: Orphan rate: 0.61%"))),
        List.of(
            check(
                7,
                "verify indexes",
                "catalog",
                true,
                Outcome.PASS,
                "valid-indexes 49 - 2 before = +47 >= +45; invalid-indexes 0 = 0"),
            check(
                7,
                "verify indexes",
                "menu-query",
                false,
                Outcome.FAIL,
                "time 131 ms, not < 100 ms"),
            check(
                10,
                "after",
                "integrity",
                true,
                Outcome.PASS,
                "p95 24.1 ms <= 120% of 31.2 ms + 20 ms = 57.4 ms"),
            check(
                24 * 60 + 11,
                "end",
                "attest",
                true,
                Outcome.PASS,
                "lead brian confirms: all tests passed")),
        List.of(
            new Decision(
                at(3),
                "go",
                "brian",
                "lead",
                "approve",
                true,
                false,
                "unverified: claims to be brian",
                "recorded: lead agrees"),
            new Decision(
                at(24 * 60 + 10),
                "end",
                "mallory",
                null,
                "approve",
                false,
                false,
                "unverified: claims to be mallory",
                "refused: mallory holds no role that is missing here; lead may say so"),
            new Decision(
                at(24 * 60 + 11),
                "end",
                "brian",
                "lead",
                "approve",
                true,
                true,
                "verified by key ab12cd34ef56",
                "recorded: lead agrees")),
        List.of(
            new WatchStory(
                "soak",
                at(10),
                at(24 * 60 + 10),
                "ok",
                buckets(
                    10,
                    60,
                    24,
                    rule(
                        "staging-latency",
                        "p95",
                        "> 2x baseline + 20 ms",
                        Unit.MILLIS,
                        31.2,
                        i -> i == 14 ? Double.NaN : 24 + 9 * Math.sin(i * 0.9))))),
        List.of(),
        Policy.earnest(),
        List.of(),
        null);
  }

  private static EnvironmentStory production() {
    int watch = 34 * 60 + 5;
    return new EnvironmentStory(
        "production",
        "menuca-production",
        "PostgreSQL 15.18",
        BEFORE,
        BEFORE,
        backup("Pre-schema-optimization-20261122"),
        List.of(
            change("indexes", "APPLY", 34 * 60, 52_900, "47 indexes built, 2 lock retries"),
            change(
                "combo-fix", "APPLY", 34 * 60 + 2, 10_400, "50,214 statements in one transaction"),
            change("combo-fix", "UNDO", 34 * 60 + 20, 3_200, "rows put back"),
            change("indexes", "UNDO", 34 * 60 + 21, 1_900, "47 indexes dropped, nothing else")),
        List.of(
            check(
                34 * 60 + 1,
                "verify indexes",
                "catalog",
                true,
                Outcome.PASS,
                "valid-indexes 49 - 2 before = +47 >= +45; invalid-indexes 0 = 0"),
            check(
                34 * 60 + 4,
                "released",
                "menu-api",
                true,
                Outcome.INCONCLUSIVE,
                "cannot tell: no answer within 500 ms")),
        List.of(
            new Decision(
                at(25 * 60),
                "go",
                "santiago",
                "backup",
                "approve",
                true,
                true,
                "verified by key ab12cd34ef56",
                "recorded: backup agrees"),
            new Decision(
                at(25 * 60 + 3),
                "go",
                "brian",
                "cto",
                "approve",
                false,
                true,
                "verified by key ab12cd34ef56",
                "refused: brian has given lead already; another person must give cto")),
        List.of(
            new WatchStory(
                "first-half-hour",
                at(watch),
                at(watch + 15),
                "breach",
                buckets(
                    watch,
                    5,
                    3,
                    rule(
                        "slow",
                        "p95",
                        "> 150% of baseline + 20 ms",
                        Unit.MILLIS,
                        31.2,
                        i -> 71.5 + 10 * i),
                    rule("orders-fail", "errors", "> 50%", Unit.PERCENT, 0, i -> i * 1.2),
                    rule("rows-lost", "dishes", "< 99% of baseline", Unit.NONE, 10585, i -> 10585),
                    rule("combos-broken", "orphan-rate", "> 20%", Unit.NONE, 0, i -> Double.NaN)))),
        List.of(
            new ConditionStory(
                START.plusSeconds(90_000),
                "before indexes",
                List.of(
                    condition("lease", Level.FINE, "the lease is this deployment's"),
                    new Condition(
                        "blockers",
                        Level.WAIT,
                        "1",
                        "0",
                        "1 session is in the way of menuca_v3.dishes",
                        List.of("pid 4711, reports, open 12 min: SELECT count(*) FROM dishes")))),
            new ConditionStory(
                START.plusSeconds(90_010),
                "before indexes",
                List.of(
                    condition("lease", Level.FINE, "the lease is this deployment's"),
                    condition("blockers", Level.FINE, "nobody is in the way")))),
        Policy.earnest(),
        List.of(),
        null);
  }

  private static List<Entry> timeline() {
    return List.of(
        entry(0, null, "plan", "started", "ok", "deployment menuca-v3-20261120-2100"),
        entry(0, "staging", "gate go", "gate", "waiting", "waits for lead"),
        entry(3, "staging", "gate go", "gate", "ok", "agreed: brian as lead"),
        entry(
            5,
            "staging",
            "backup",
            "backup",
            "ok",
            "50 tables, 1,204,551 rows: size 9.1 MB > 1 MB"),
        entry(
            7, "staging", "indexes", "warning", "failed", "should hold: time 131 ms, not < 100 ms"),
        entry(24 * 60 + 10, "staging", "gate end", "gate", "waiting", "waits for lead"),
        entry(24 * 60 + 11, "staging", "gate end", "gate", "ok", "agreed: brian as lead"),
        entry(
            24 * 60 + 12,
            "production",
            "gate go",
            "gate",
            "waiting",
            "waits for lead, backup, devops, cto"),
        entry(
            25 * 60 + 8,
            "production",
            "gate go",
            "gate",
            "ok",
            "agreed: brian, santiago, dana, james"),
        entry(
            26 * 60,
            "production",
            "plan",
            "command",
            "refused",
            "refused: pause by mallory, who holds no role of this plan"),
        entry(33 * 60 + 56, "production", "backup", "backup", "ok", "begins"),
        entry(33 * 60 + 58, "production", "backup", "backup", "ok", "50 tables, 1,204,551 rows"),
        entry(
            34 * 60 + 20,
            "production",
            "watch first-half-hour",
            "breach",
            "failed",
            "rule slow: p95 91.5 ms > 150% of 31.2 ms + 20 ms = 66.8 ms (3 in a row)"),
        entry(
            34 * 60 + 22,
            "production",
            "fingerprint",
            "rollback",
            "ok",
            "equals the one from before the change"),
        entry(34 * 60 + 22, null, "plan", "ending", "failed", "ROLLED_BACK: rule slow"));
  }

  private static List<Bucket> buckets(int from, int minutes, int count, RuleDraft... rules) {
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<RuleFigure> figures = new ArrayList<>();
      for (RuleDraft rule : rules) {
        figures.add(rule.figure(i));
      }
      buckets.add(new Bucket(i + 1, at(from + i * minutes), at(from + (i + 1) * minutes), figures));
    }
    return buckets;
  }

  private static RuleDraft rule(
      String rule, String value, String bound, Unit unit, double before, IntToDoubleFunction seen) {
    return new RuleDraft(rule, value, bound, unit, before, seen);
  }

  /** A rule with what its probe sees in each bucket; NaN is blind. Judged by the real judge. */
  record RuleDraft(
      String rule, String value, String bound, Unit unit, double before, IntToDoubleFunction seen) {

    RuleFigure figure(int bucket) {
      Node node = Node.of(TextNode.valueOf(bound), "plan.yaml:1:1", new Problems());
      Expectation asked = new Expectation(value, Bounds.parse(node).orElseThrow());
      double now = seen.applyAsDouble(bucket);
      Measurement measured =
          Double.isNaN(now)
              ? Measurement.blind(START, "only 1 of 12 samples were seen; connection refused")
              : measurement(now);
      Verdict verdict = Judge.breaks(List.of(asked), measured, measurement(before));
      return new RuleFigure(rule, value + " " + now, verdict);
    }

    private Measurement measurement(double figure) {
      BigDecimal number = BigDecimal.valueOf(Math.round(figure * 10), 1);
      return Measurement.saw(START, List.of(Value.number(value, number, unit)));
    }
  }

  private static BackupResult backup(String label) {
    return new BackupResult(
        "menuca-v3-20261120-2100/staging/" + label,
        "dump",
        label,
        "backups/" + label,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        List.of(
            Value.number("size", BigDecimal.valueOf(9_114_230), Unit.BYTES),
            Value.number("tables", 50),
            Value.number("rows", 1_204_551),
            Value.number("took", BigDecimal.valueOf(4_120), Unit.MILLIS),
            Value.number("restore-took", BigDecimal.valueOf(11_750), Unit.MILLIS)),
        true,
        "restored into a scratch database, every count equal");
  }

  private static ChangeStory change(
      String subject, String purpose, int minute, long millis, String words) {
    Duration expected = purpose.equals("APPLY") ? Duration.ofMinutes(30) : null;
    return new ChangeStory(
        subject, purpose, at(minute), expected, Duration.ofMillis(millis), "ok", words, List.of());
  }

  private static CheckStory check(
      int minute, String moment, String check, boolean must, Outcome outcome, String words) {
    return new CheckStory(at(minute), moment, check, must, new Verdict(outcome, words));
  }

  private static Entry entry(
      int minute, String environment, String subject, String kind, String outcome, String words) {
    return new Entry(at(minute), environment, subject, kind, outcome, words);
  }

  private static Script script(String path, long bytes) {
    return new Script(path, "ab12cd34".repeat(8), bytes);
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
