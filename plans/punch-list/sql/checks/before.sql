-- How the search did in the last fifteen minutes, and which objectives it misses already; asked of what is there before the plan.
SELECT count(*) AS requests,
       round(percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms)::numeric, 3) AS "p95-ms",
       round(percentile_cont(0.99) WITHIN GROUP (ORDER BY duration_ms)::numeric, 3) AS "p99-ms",
       round(100.0 * count(*) FILTER (WHERE cache_hit) / nullif(count(*), 0), 3) AS "cache-hit",
       (percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) >= 500)::int
         + (percentile_cont(0.99) WITHIN GROUP (ORDER BY duration_ms) >= 1000)::int
         + (100 * count(*) FILTER (WHERE status >= 500) >= count(*))::int
         + (100 * count(*) FILTER (WHERE cache_hit) < 30 * count(*))::int AS violations
FROM public.performance_metrics WHERE created_at >= :from AND created_at < :to
