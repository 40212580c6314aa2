-- Aclue, row level security of the new tables back to one simple policy each: whose row it is may do everything with it. Nobody else
-- sees more than before; anonymous visitors record nothing any more.
BEGIN;

DROP POLICY IF EXISTS "Users view own affiliate clicks" ON public.affiliate_clicks;
DROP POLICY IF EXISTS "Users record own affiliate clicks" ON public.affiliate_clicks;
DROP POLICY IF EXISTS "Anonymous affiliate clicks are recorded" ON public.affiliate_clicks;
DROP POLICY IF EXISTS "Simple user policy" ON public.affiliate_clicks;
CREATE POLICY "Simple user policy" ON public.affiliate_clicks
    FOR ALL USING (auth.uid() = user_id);

DROP POLICY IF EXISTS "Users manage own preferences" ON public.user_preferences;
DROP POLICY IF EXISTS "Simple user policy" ON public.user_preferences;
CREATE POLICY "Simple user policy" ON public.user_preferences
    FOR ALL USING (auth.uid() = user_id);

DROP POLICY IF EXISTS "Users manage own session analytics" ON public.session_analytics;
DROP POLICY IF EXISTS "Anonymous sessions are recorded" ON public.session_analytics;
DROP POLICY IF EXISTS "Simple user policy" ON public.session_analytics;
CREATE POLICY "Simple user policy" ON public.session_analytics
    FOR ALL USING (auth.uid() = user_id);

DROP POLICY IF EXISTS "Users view own product views" ON public.product_views;
DROP POLICY IF EXISTS "Users record own product views" ON public.product_views;
DROP POLICY IF EXISTS "Anonymous product views are recorded" ON public.product_views;
DROP POLICY IF EXISTS "Simple user policy" ON public.product_views;
CREATE POLICY "Simple user policy" ON public.product_views
    FOR ALL USING (auth.uid() = user_id);

DROP POLICY IF EXISTS "Users manage own feedback" ON public.recommendation_feedback;
DROP POLICY IF EXISTS "Simple user policy" ON public.recommendation_feedback;
CREATE POLICY "Simple user policy" ON public.recommendation_feedback
    FOR ALL USING (auth.uid() = user_id);

COMMIT;
