-- One request of twenty fails from now on, which is more than 1 %.
INSERT INTO public.performance_metrics (endpoint, duration_ms, status, cache_hit)
SELECT '/api/search', 20, CASE WHEN n % 20 = 0 THEN 500 ELSE 200 END, n % 2 = 0 FROM generate_series(1, 20000) n;
