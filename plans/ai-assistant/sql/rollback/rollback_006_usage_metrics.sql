-- Takes 006 back. What has been counted since is lost.
DROP VIEW public.current_day_usage;
DROP MATERIALIZED VIEW public.monthly_usage_summary;
DROP FUNCTION public.increment_usage_metrics(uuid, uuid, date, bigint, bigint, numeric);
DROP TABLE public.usage_metrics;
