-- Aclue, data recovery: the indexes that people wait for are built anew, while everybody reads and writes.
REINDEX INDEX CONCURRENTLY public.idx_swipe_interactions_user;
REINDEX INDEX CONCURRENTLY public.idx_swipe_interactions_product;
REINDEX INDEX CONCURRENTLY public.idx_affiliate_clicks_user;
REINDEX INDEX CONCURRENTLY public.idx_product_views_product;
REINDEX INDEX CONCURRENTLY public.idx_session_analytics_user;
