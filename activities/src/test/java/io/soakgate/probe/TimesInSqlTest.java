package io.soakgate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ProbeActivity.Span;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesInSqlTest {
  private static final Span SPAN =
      new Span(
          Instant.parse("2026-11-21T07:05:00Z"),
          Instant.parse("2026-11-21T07:10:00.1234567Z"),
          Instant.parse("2026-11-21T07:00:00Z"));

  @Test
  void theTimesStandWhereTheirNamesStood() {
    assertThat(
            TimesInSql.filled("SELECT 1 WHERE at >= :from AND at<:to OR later(:since)::int", SPAN))
        .isEqualTo(
            "SELECT 1 WHERE at >= (TIMESTAMPTZ '2026-11-21T07:05:00Z')"
                + " AND at<(TIMESTAMPTZ '2026-11-21T07:10:00.123456Z')"
                + " OR later((TIMESTAMPTZ '2026-11-21T07:00:00Z'))::int");
  }

  @Test
  void whatOnlyLooksLikeOneStaysAsItIs() {
    String sql =
        "SELECT ':from', \":to\", $$:since$$, a::to, b[1:tomorrow] -- :from\n/* :to */ FROM t";

    assertThat(TimesInSql.filled(sql, SPAN)).isEqualTo(sql);
    assertThat(TimesInSql.back(sql)).isFalse();
  }

  @Test
  void whereItEndsAloneSaysNotHowFarItLooksBack() {
    assertThat(TimesInSql.back("SELECT :to")).isFalse();
    assertThat(TimesInSql.back("SELECT :from")).isTrue();
    assertThat(TimesInSql.back("SELECT :since")).isTrue();
  }

  @Test
  void aPersonSetsThemAsVariablesOfPsql() {
    assertThat(TimesInSql.byHand(Duration.ofMinutes(5)))
        .isEqualTo(
            """
            \\set from '(now() - interval ''300000 ms'')'
            \\set to 'now()'
            \\set since '(now() - interval ''300000 ms'')'
            """);
  }
}
