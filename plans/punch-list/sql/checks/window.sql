-- What users of the search saw in the last five minutes; nothing from before the caches were warmed, when they were cold.
SELECT count(*) AS requests,
       round(percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms)::numeric, 3) AS "p95-ms",
       round(percentile_cont(0.99) WITHIN GROUP (ORDER BY duration_ms)::numeric, 3) AS "p99-ms",
       round(100.0 * count(*) FILTER (WHERE status >= 500) / nullif(count(*), 0), 3) AS "error-rate",
       round(100.0 * count(*) FILTER (WHERE cache_hit) / nullif(count(*), 0), 3) AS "cache-hit",
       (SELECT count(*) FROM public.mv_refresh_log WHERE NOT succeeded) AS "refresh-failures"
FROM public.performance_metrics
WHERE created_at > greatest(now() - interval '5 minutes', (SELECT min(finished_at) FROM public.mv_refresh_log))
