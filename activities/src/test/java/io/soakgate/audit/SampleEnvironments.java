package io.soakgate.audit;

import static io.soakgate.audit.SampleStory.START;
import static io.soakgate.audit.SampleStory.at;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Story.ChangeStory;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.Story.ConditionStory;
import io.soakgate.deployment.Story.Decision;
import io.soakgate.deployment.Story.EnvironmentStory;
import io.soakgate.deployment.Story.WatchStory;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Policy;
import io.soakgate.verdict.Value;
import io.soakgate.verdict.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The environments of a story, with what was measured there. */
final class SampleEnvironments {
  private static final String BEFORE = "9d3c41f0b6a27e85";

  private SampleEnvironments() {}

  static EnvironmentStory staging() {
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
                RuleDraft.buckets(
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

  static EnvironmentStory production() {
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
                RuleDraft.buckets(
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

  private static Condition condition(String what, Level level, String words) {
    return new Condition(what, level, null, null, words, List.of());
  }

  private static RuleDraft rule(
      String rule, String value, String bound, Unit unit, double before, IntToDoubleFunction seen) {
    return new RuleDraft(rule, value, bound, unit, before, seen);
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
}
