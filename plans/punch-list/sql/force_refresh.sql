-- Quick reference: force a refresh of every materialized view.
SELECT public.refresh_materialized_views_staggered();
