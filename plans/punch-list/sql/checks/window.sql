-- What users of the search saw in a bucket of a watch, elsewhere in the last five minutes; nothing from before the caches were warmed, when they were cold.
-- Nothing is rounded: 1.0004 % of errors are more than 1 %.
SELECT count(*) AS requests,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) AS "p95-ms",
       percentile_cont(0.99) WITHIN GROUP (ORDER BY duration_ms) AS "p99-ms",
       100.0 * count(*) FILTER (WHERE status >= 500) / nullif(count(*), 0) AS "error-rate",
       100.0 * count(*) FILTER (WHERE cache_hit) / nullif(count(*), 0) AS "cache-hit",
       (SELECT count(*) FROM public.mv_refresh_log WHERE NOT succeeded) AS "refresh-failures"
FROM public.performance_metrics
WHERE created_at >= greatest(:from, (SELECT min(finished_at) FROM public.mv_refresh_log)) AND created_at < :to
