package io.soakgate.audit;

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
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Value;
import io.soakgate.verdict.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Stories as a deployment tells them: one that was rolled back by its watch, one refused. */
final class SampleStory {
  static final Instant START = Instant.parse("2026-11-20T21:00:00Z");

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
        List.of(SampleEnvironments.staging(), SampleEnvironments.production()),
        timeline(),
        List.of("staging: the changes indexes, rls and combo-fix stay applied"),
        new Head(23, "5a".repeat(32)),
        evidence(),
        lint());
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

  private static Entry entry(
      int minute, String environment, String subject, String kind, String outcome, String words) {
    return new Entry(at(minute), environment, subject, kind, outcome, words);
  }

  private static Script script(String path, long bytes) {
    return new Script(path, "ab12cd34".repeat(8), bytes);
  }

  static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
