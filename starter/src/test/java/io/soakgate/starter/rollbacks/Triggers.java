package io.soakgate.starter.rollbacks;

import static io.soakgate.starter.rollbacks.Trigger.failsOnce;
import static io.soakgate.starter.rollbacks.Trigger.invalid;
import static io.soakgate.starter.rollbacks.Trigger.locks;
import static io.soakgate.starter.rollbacks.Trigger.logged;
import static io.soakgate.starter.rollbacks.Trigger.refused;
import static io.soakgate.starter.rollbacks.Trigger.sql;
import static io.soakgate.starter.rollbacks.Trigger.stopped;

import java.util.List;
import java.util.Map;

/**
 * One row for each rule of the five plans that leads to a rollback, in the order in which they are
 * made true: what reads logs first, what is not taken back last.
 */
final class Triggers {
  private static final String SEARCHES =
      "INSERT INTO public.performance_metrics (endpoint, duration_ms, status, cache_hit)"
          + " SELECT '%s', %s, %s, %s FROM generate_series(1, %s) n";
  private static final String PERSON = "f647c755-9206-dbaf-f577-13c58d18b48b";

  /** What users do meanwhile, where a plan's watch reads what they did. */
  static final Map<String, String> TRAFFIC =
      Map.of("punch-list", SEARCHES.formatted("/api/search", "20", "200", "n % 2 = 0", 1000));

  private Triggers() {}

  static final List<Trigger> ALL =
      List.of(
          // M-105 … M-109: at once
          new Trigger("menuca-v3", "slow", locks("menuca_v3.dishes", 0.1, "slow", 2)),
          new Trigger("menuca-v3", "orders-fail", stopped()),
          new Trigger(
              "menuca-v3",
              "corrupted",
              invalid("idx_one_dish_each", "menuca_v3.dishes (restaurant_id)")),
          new Trigger(
              "menuca-v3",
              "security",
              sql(
                  "ALTER TABLE menuca_v3.dishes DISABLE ROW LEVEL SECURITY;"
                      + " ALTER TABLE menuca_v3.courses DISABLE ROW LEVEL SECURITY",
                  "ALTER TABLE menuca_v3.dishes ENABLE ROW LEVEL SECURITY;"
                      + " ALTER TABLE menuca_v3.courses ENABLE ROW LEVEL SECURITY")),
          // M-110 … M-114: a person decides
          new Trigger("menuca-v3", "errors", stopped()),
          new Trigger("menuca-v3", "slower", locks("menuca_v3.dishes", 0.5, "slower", 3)),
          new Trigger(
              "menuca-v3",
              "locked-out",
              sql(
                  "CREATE POLICY nobody ON menuca_v3.dishes AS RESTRICTIVE FOR SELECT"
                      + " USING (restaurant_id <> 123)",
                  "DROP POLICY nobody ON menuca_v3.dishes")),
          new Trigger("menuca-v3", "reported", logged(11)),
          new Trigger(
              "menuca-v3",
              "combos-broken",
              sql("DELETE FROM menuca_v3.combo_items WHERE combo_group_id % 4 = 0", null)),
          new Trigger(
              "menuca-v3",
              "rows-lost",
              sql("DELETE FROM menuca_v3.order_items WHERE id % 50 = 0", null)),
          new Trigger(
              "menuca-v3",
              "damaged",
              sql(
                  "CREATE FUNCTION menuca_v3.cmp(bigint, bigint) RETURNS int IMMUTABLE LANGUAGE sql"
                      + " AS 'SELECT btint8cmp($1, $2)';"
                      + " CREATE OPERATOR CLASS menuca_v3.whim FOR TYPE bigint USING btree AS"
                      + " OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,"
                      + " FUNCTION 1 menuca_v3.cmp(bigint, bigint);"
                      + " CREATE INDEX by_whim ON menuca_v3.cities (id menuca_v3.whim);"
                      + " CREATE OR REPLACE FUNCTION menuca_v3.cmp(bigint, bigint) RETURNS int"
                      + " IMMUTABLE LANGUAGE sql AS 'SELECT btint8cmp($2, $1)'",
                  null)),
          // A-041 … A-044
          new Trigger("aclue", "degraded", locks("public.recommendations", 0.1, "degraded", 5)),
          new Trigger(
              "aclue",
              "sign-in-fails",
              sql(
                  "UPDATE auth.users SET email_confirmed_at = NULL",
                  "UPDATE auth.users SET email_confirmed_at = now()")),
          new Trigger(
              "aclue",
              "leaks",
              sql(
                  "ALTER TABLE public.swipe_interactions DISABLE ROW LEVEL SECURITY",
                  "ALTER TABLE public.swipe_interactions ENABLE ROW LEVEL SECURITY")),
          new Trigger(
              "aclue",
              "leaks-in-new-tables",
              sql(
                  "ALTER TABLE public.affiliate_clicks DISABLE ROW LEVEL SECURITY",
                  "ALTER TABLE public.affiliate_clicks ENABLE ROW LEVEL SECURITY")),
          new Trigger(
              "aclue",
              "violated",
              sql(
                  "UPDATE public.swipe_interactions SET user_id = '"
                      + PERSON
                      + "' WHERE id = "
                      + "(SELECT min(id) FROM public.swipe_interactions WHERE user_id <> '"
                      + PERSON
                      + "')",
                  null)),
          // I-050, I-053, I-055
          new Trigger(
              "ai-assistant",
              "rls-violations",
              refused(
                  "SELECT pg_sleep(0.1); SET ROLE authenticated;"
                      + " SELECT count(*) FROM public.message_feedback_summary")),
          new Trigger("ai-assistant", "error-rate", stopped()),
          new Trigger(
              "ai-assistant",
              "refresh-fails",
              sql("DROP INDEX public.idx_message_feedback_summary", null)),
          // P-033 … P-036
          searches("errors", "20", "CASE WHEN n % 20 = 0 THEN 500 ELSE 200 END", "n % 2 = 0"),
          searches("p99", "CASE WHEN n % 20 = 0 THEN 1300 ELSE 20 END", "201", "n % 2 = 0"),
          searches("cold-cache", "20", "201", "n % 20 = 0"),
          new Trigger(
              "punch-list",
              "refresh",
              sql(
                  "INSERT INTO public.mv_refresh_log (view_name, started_at, finished_at, succeeded)"
                      + " SELECT 'category_stats_mv', now(), now(), false FROM generate_series(1, 3)",
                  null)),
          // S-021: a person decides, always
          new Trigger(
              "spfp",
              "errors-logged",
              failsOnce("public.tasks", "/api/boards/42", List.of("X-User", "42"))),
          new Trigger("spfp", "unreachable", stopped()),
          new Trigger("spfp", "slower", locks("public.tasks", 0.3, "slower", 3)),
          new Trigger("spfp", "slow-again", locks("public.tasks", 0.1, "slow-again", 2)),
          new Trigger(
              "spfp", "rows-lost", sql("DELETE FROM public.transactions WHERE id % 50 = 0", null)));

  private static Trigger searches(String rule, String millis, String status, String hit) {
    return new Trigger(
        "punch-list",
        rule,
        sql(
            SEARCHES.formatted("trigger", millis, status, hit, 20_000),
            "DELETE FROM public.performance_metrics WHERE endpoint = 'trigger'"));
  }
}
