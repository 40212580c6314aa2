package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.soakgate.fingerprint.FingerprintReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of plans/punch-list on its sample. */
@Tag("postgres")
class PunchListScriptsTest {
  private static final Path PLAN = Path.of("..", "plans", "punch-list");
  private static final String PERFORMANCE = "20251009090000_performance_optimization_enhanced.sql";
  private static final String PUNCH_LIST = "20251009100000_final_punchlist_implementation.sql";
  private static final String WARM = "sql/warm_cache_and_refresh.sql";
  private static final String CLEAR = "sql/rollback/clear_caches.sql";

  @TempDir Path home;
  private Playground playground;
  private Fingerprint before;

  @BeforeEach
  void load() throws Exception {
    playground = new Playground(home);
    playground.run(text("sample/schema.sql"));
    playground.run(text("sample/data.sql"));
    for (String file : List.of(PERFORMANCE, PUNCH_LIST)) {
      playground.admit("sql/migrations/" + file, text("sql/migrations/" + file));
      playground.admit("sql/down/" + file, text("sql/down/" + file));
    }
    playground.admit(WARM, text(WARM)).admit(CLEAR, text(CLEAR));
    before = fingerprint();
  }

  @Test
  void are_applied_used_taken_back_and_applied_again() throws Exception {
    playground.run("SELECT public.api_search(NULL) FROM generate_series(1, 10)");
    apply(1);
    playground.run("SELECT public.api_search(NULL) FROM generate_series(1, 300)");

    playground.undo("warm-up", file(CLEAR));
    playground.undo("final-punchlist", file("sql/down/" + PUNCH_LIST));
    playground.undo("performance", file("sql/down/" + PERFORMANCE));

    assertThat(FingerprintDiff.between(before, fingerprint()).lines()).isEmpty();
    assertThat(playground.one("SELECT count(*) FROM public.query_cache")).isEqualTo("0");
    apply(2);
  }

  @Test
  void what_is_verified_holds_and_the_cache_is_worth_its_name() throws Exception {
    apply(1);

    assertThat(
            playground.one(
                "SELECT count(*) FILTER (WHERE NOT pass), count(*) FROM"
                    + " verify_migration_success()"))
        .isEqualTo("0 8");
    assertThat(
            playground.one(
                "SELECT count(*) FILTER (WHERE NOT pass), count(*)"
                    + " FROM verify_final_punchlist_migration()"))
        .isEqualTo("0 17");
    playground.run("SELECT public.api_search(NULL) FROM generate_series(1, 300)");
    assertThat(playground.one(lastFiveMinutes(text("sql/checks/window.sql"))))
        .startsWith("300 ")
        .endsWith(" 0");
    assertThat(playground.one("SELECT bool_and(compliant) FROM public.check_slo_compliance()"))
        .isEqualTo("t");
  }

  /** P-036, T-12: a view that cannot be refreshed is logged, and does not keep the others. */
  @Test
  void a_refresh_that_fails_is_logged_as_one() throws Exception {
    apply(1);
    playground.run("DROP INDEX public.search_analytics_mv_subject");

    assertThat(playground.one("SELECT public.refresh_materialized_views_staggered()"))
        .isEqualTo("2");
    assertThat(
            playground.one(
                "SELECT string_agg(view_name, ' ') FROM public.mv_refresh_log WHERE NOT succeeded"))
        .isEqualTo("search_analytics_mv");
    assertThat(
            playground.one(
                "SELECT view_name FROM public.verify_materialized_view_indexes()"
                    + " WHERE NOT has_unique_index"))
        .isEqualTo("search_analytics_mv");
  }

  /** P-013: what changed leaves the cache, and only so much at a time. */
  @Test
  void the_queue_is_drained() throws Exception {
    apply(1);
    playground.run("UPDATE public.products SET price = price WHERE id IN (12, 24, 36)");

    assertThat(playground.one("SELECT * FROM public.drain_cache_invalidation_queue(2, 60)"))
        .startsWith("2 ")
        .endsWith(" 1");
    assertThat(playground.one("SELECT * FROM public.drain_cache_invalidation_queue(100, 60)"))
        .isEqualTo("1 0 0");
  }

  private void apply(int ask) throws Exception {
    run("performance", ask, "sql/migrations/" + PERFORMANCE);
    run("final-punchlist", ask, "sql/migrations/" + PUNCH_LIST);
    run("warm-up", ask, WARM);
  }

  private void run(String change, int ask, String path) throws Exception {
    playground.sql(change, Purpose.APPLY, ask, file(path), new Playground.Recorder());
  }

  private Fingerprint fingerprint() throws Exception {
    try (Connection session = playground.stranger()) {
      return FingerprintReader.read(session);
    }
  }

  private static String lastFiveMinutes(String sql) {
    return sql.replace(":from", "now() - interval '5 minutes'").replace(":to", "now()");
  }

  private static String text(String path) throws Exception {
    return Files.readString(PLAN.resolve(path));
  }

  private static String file(String path) {
    return "{\"file\": \"" + path + "\"}";
  }
}
