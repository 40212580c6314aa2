-- Everything of a test tenant goes with it.
DELETE FROM public.tenants WHERE slug LIKE 'test-%';
REFRESH MATERIALIZED VIEW public.message_feedback_summary;
REFRESH MATERIALIZED VIEW public.monthly_usage_summary;
