package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTextTest {

  @Test
  void theStoryIsTheSameInATerminal() {
    assertThat(ReportText.of(SampleStory.rolledBack()))
        .isEqualTo(
            """
            ROLLED_BACK: MenuCA V3 schema optimization
            rule slow: p95 91.4 ms > 150% of 31.2 ms + 20 ms = 66.8 ms (3 in a row, bucket 3 \
            until 2026-11-22T07:20:00Z), so everything was undone in production
            2026-11-20 21:00:00 to 2026-11-22 07:22:00 UTC, 34 h 22 min of 40 h expected
            commit 4f1c9e20aa7b on main
            deployment menuca-v3-20261120-2100, plan menuca-v3 \
            5be1a3c0d9f2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbcc, started by brian
            audit entry 23, head 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a

            staging (target menuca-staging, PostgreSQL 15.18)
              fingerprint 41f09d3cb6a27e85 ≠ c07711d2aa90e412: Differs, because the changes \
            were made and stay.
              backup staging_backup_20261120_210004: restored into a scratch database, every \
            count equal
              ok           apply indexes, 41 s of 30 min: 47 indexes built, 0 lock retries
              ok           apply rls, 2.1 s of 30 min: 152 statements in one transaction
              ok           apply combo-fix, 9.9 s of 30 min: 50,214 statements in one transaction
                           NOTICE: V1 combos loaded: 50214
                           NOTICE: Successfully mapped: 50190
                           NOTICE: New combo_items inserted: 50190
                           NOTICE: Orphan rate: 0.61%
              holds        verify indexes catalog must: valid-indexes 49 - 2 before = +47 >= \
            +45; invalid-indexes 0 = 0
              warning      verify indexes menu-query should: time 131 ms, not < 100 ms
              holds        after integrity must: p95 24.1 ms <= 120% of 31.2 ms + 20 ms = 57.4 ms
              holds        end attest must: lead brian confirms: all tests passed
              approve      gate go, brian (unverified: claims to be brian): recorded: lead agrees
              refused      gate end, mallory (unverified: claims to be mallory): refused: mallory \
            holds no role that is missing here; lead may say so
              approve      gate end, brian (verified by key ab12cd34ef56): recorded: lead agrees
              held         watch soak, 24 h in 24 buckets
                           staging-latency p95: seen 15.1 ms … 32.8 ms, limit 82.4 ms; 23 good, \
            0 bad, 1 not seen

            production (target menuca-production, PostgreSQL 15.18)
              fingerprint 9d3c41f0b6a27e85 = 9d3c41f0b6a27e85: Equal: the database is what it \
            was before. Rollback proven.
              backup Pre-schema-optimization-20261122: restored into a scratch database, every \
            count equal
              look         before indexes: 1 session is in the way of menuca_v3.dishes; 1 other fine
              look         before indexes: 2 looked at, all fine
              ok           apply indexes, 52 s of 30 min: 47 indexes built, 2 lock retries
              ok           apply combo-fix, 10 s of 30 min: 50,214 statements in one transaction
              ok           undo combo-fix, 3.2 s: rows put back
              ok           undo indexes, 1.9 s: 47 indexes dropped, nothing else
              holds        verify indexes catalog must: valid-indexes 49 - 2 before = +47 >= \
            +45; invalid-indexes 0 = 0
              not seen     released menu-api must: cannot tell: no answer within 500 ms
              approve      gate go, santiago (verified by key ab12cd34ef56): recorded: backup agrees
              refused      gate go, brian (verified by key ab12cd34ef56): refused: brian has given \
            lead already; another person must give cto
              broken       watch first-half-hour, 15 min in 3 buckets
                           slow p95: seen 71.5 ms … 91.5 ms, limit 66.8 ms; 0 good, 3 bad, 0 \
            not seen
                           orders-fail errors: seen 0% … 2.4%, limit 50%; 3 good, 0 bad, 0 not \
            seen
                           rows-lost dishes: seen 10585, limit 10479.15; 3 good, 0 bad, 0 not seen
                           combos-broken: cannot tell: only 1 of 12 samples were seen; \
            connection refused; 0 good, 0 bad, 3 not seen

            Figures
              Combo orphan rate: 0.61%, target < 5%: met
              Query performance P95: 91.4 ms, before 31.2 ms, target < 50 ms: missed
              Error rate: –, target < 1%: not seen

            Phases
              production.changes: 42 min of 30 min expected: longer
              production.watch: – of 24 h expected: not begun

            What the lint found
              privilege-changing: row-level-security, 185 statements in the apply of rls, \
            sql/Security/create_rls_policies.sql:38: who sees which rows changes
              destructive: drop-table, 1 statement in the apply of combo-fix, sql/fix.sql:7: a \
            table and all its rows go; accepted: it is the staging table of this import

            Issues
              #1 the menu page of restaurant 123 was slow (medium, statistics renewed, \
            resolved after 20 min, 15m lost)
              #2 rule slow (severity not said, open)

            In their own words
              What went wrong? brian: the new plan reads every dish
              Why did staging not catch it? not answered

            Commands
              2026-11-21 23:00:00 refused: pause by mallory, who holds no role of this plan

            What stayed
              staging: the changes indexes, rls and combo-fix stay applied
            """);
  }

  @Test
  void nothingThatIsToldCanCommandATerminal() {
    assertThat(ReportText.of(SampleStory.refused()))
        .isEqualTo(
            """
            REFUSED: Shop & <b>more</b>
            plan.yaml:3:1: unknown key `"chnages"`: known here: …; did you mean `changes`?
            2026-11-20 21:00:00 to 2026-11-20 21:00:00 UTC, 420 ms
            deployment ../<script>alert(1)</script>, plan menuca-v3, started by nobody named
            """);
  }
}
