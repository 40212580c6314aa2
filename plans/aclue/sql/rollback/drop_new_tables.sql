-- Aclue, the last resort: the new tables and every row that was recorded in them are gone.
BEGIN;

DROP TABLE IF EXISTS public.affiliate_clicks CASCADE;
DROP TABLE IF EXISTS public.user_preferences CASCADE;
DROP TABLE IF EXISTS public.session_analytics CASCADE;
DROP TABLE IF EXISTS public.product_views CASCADE;
DROP TABLE IF EXISTS public.recommendation_feedback CASCADE;

COMMIT;
