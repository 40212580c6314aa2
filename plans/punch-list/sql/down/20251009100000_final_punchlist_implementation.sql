-- Takes back final_punchlist_implementation. Everything in it was created by it.

DROP FUNCTION public.verify_final_punchlist_migration();
DROP FUNCTION public.admin_audit_log();
DROP FUNCTION public.admin_performance();
DROP FUNCTION public.refresh_analytics_views_concurrent();
DROP FUNCTION public.refresh_materialized_views_staggered(interval);
DROP FUNCTION public.verify_materialized_view_indexes();
DROP MATERIALIZED VIEW public.search_analytics_mv;
DROP TABLE public.mv_refresh_log;
DROP FUNCTION public.warm_cache_top_queries(int);
DROP FUNCTION public.drain_cache_invalidation_queue(int, int);
DROP TRIGGER products_invalidate_cache ON public.products;
DROP FUNCTION public.queue_cache_invalidation();
DROP TABLE public.cache_invalidation_queue;
DROP FUNCTION public.check_slo_compliance();
DROP VIEW public.api_metrics_5m;
DROP TABLE public.slo_definitions;
