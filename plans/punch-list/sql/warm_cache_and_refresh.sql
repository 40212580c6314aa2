-- Step 4: the cache answers the twenty queries that are asked most, and every materialized view is refreshed, one after the other.
SELECT public.warm_cache_top_queries(20);
SELECT public.refresh_materialized_views_staggered();
