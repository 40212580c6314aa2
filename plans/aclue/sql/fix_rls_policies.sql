-- Aclue, the original row level security: takes every policy of enhanced_rls_policies.sql away by its name and restores the eight that
-- were there before, so it may run at any time and more than once. The new tables, where they are there, keep row level security
-- without a policy: only their owner and service_role read them.
BEGIN;

DROP POLICY IF EXISTS "Users view own profile" ON public.profiles;
DROP POLICY IF EXISTS "Users create own profile" ON public.profiles;
DROP POLICY IF EXISTS "Users update own profile" ON public.profiles;
DROP POLICY IF EXISTS "Active categories are public" ON public.categories;
DROP POLICY IF EXISTS "Active products are public" ON public.products;
DROP POLICY IF EXISTS "Users manage own sessions" ON public.swipe_sessions;
DROP POLICY IF EXISTS "Users manage own swipes" ON public.swipe_interactions;
DROP POLICY IF EXISTS "Users view own recommendations" ON public.recommendations;
DROP POLICY IF EXISTS "Users manage own gift links" ON public.gift_links;
DROP POLICY IF EXISTS "Users view own affiliate clicks" ON public.affiliate_clicks;
DROP POLICY IF EXISTS "Users record own affiliate clicks" ON public.affiliate_clicks;
DROP POLICY IF EXISTS "Anonymous affiliate clicks are recorded" ON public.affiliate_clicks;
DROP POLICY IF EXISTS "Users manage own preferences" ON public.user_preferences;
DROP POLICY IF EXISTS "Users manage own session analytics" ON public.session_analytics;
DROP POLICY IF EXISTS "Anonymous sessions are recorded" ON public.session_analytics;
DROP POLICY IF EXISTS "Users view own product views" ON public.product_views;
DROP POLICY IF EXISTS "Users record own product views" ON public.product_views;
DROP POLICY IF EXISTS "Anonymous product views are recorded" ON public.product_views;
DROP POLICY IF EXISTS "Users manage own feedback" ON public.recommendation_feedback;
DROP POLICY IF EXISTS "Service role manages profiles" ON public.profiles;
DROP POLICY IF EXISTS "Service role manages categories" ON public.categories;
DROP POLICY IF EXISTS "Service role manages products" ON public.products;
DROP POLICY IF EXISTS "Service role manages swipe_sessions" ON public.swipe_sessions;
DROP POLICY IF EXISTS "Service role manages swipe_interactions" ON public.swipe_interactions;
DROP POLICY IF EXISTS "Service role manages recommendations" ON public.recommendations;
DROP POLICY IF EXISTS "Service role manages gift_links" ON public.gift_links;
DROP POLICY IF EXISTS "Service role manages affiliate_clicks" ON public.affiliate_clicks;
DROP POLICY IF EXISTS "Service role manages user_preferences" ON public.user_preferences;
DROP POLICY IF EXISTS "Service role manages session_analytics" ON public.session_analytics;
DROP POLICY IF EXISTS "Service role manages product_views" ON public.product_views;
DROP POLICY IF EXISTS "Service role manages recommendation_feedback" ON public.recommendation_feedback;

-- Where simple_policies.sql was chosen before
DROP POLICY IF EXISTS "Simple user policy" ON public.affiliate_clicks;
DROP POLICY IF EXISTS "Simple user policy" ON public.user_preferences;
DROP POLICY IF EXISTS "Simple user policy" ON public.session_analytics;
DROP POLICY IF EXISTS "Simple user policy" ON public.product_views;
DROP POLICY IF EXISTS "Simple user policy" ON public.recommendation_feedback;

DROP POLICY IF EXISTS "Users can view own profile" ON public.profiles;
CREATE POLICY "Users can view own profile" ON public.profiles FOR SELECT USING (auth.uid() = id);
DROP POLICY IF EXISTS "Users can update own profile" ON public.profiles;
CREATE POLICY "Users can update own profile" ON public.profiles FOR UPDATE USING (auth.uid() = id);
DROP POLICY IF EXISTS "Anyone can view categories" ON public.categories;
CREATE POLICY "Anyone can view categories" ON public.categories FOR SELECT USING (true);
DROP POLICY IF EXISTS "Anyone can view products" ON public.products;
CREATE POLICY "Anyone can view products" ON public.products FOR SELECT USING (true);
DROP POLICY IF EXISTS "Users can manage own sessions" ON public.swipe_sessions;
CREATE POLICY "Users can manage own sessions" ON public.swipe_sessions FOR ALL USING (auth.uid() = user_id);
DROP POLICY IF EXISTS "Users can manage own swipes" ON public.swipe_interactions;
CREATE POLICY "Users can manage own swipes" ON public.swipe_interactions FOR ALL USING (auth.uid() = user_id);
DROP POLICY IF EXISTS "Users can view own recommendations" ON public.recommendations;
CREATE POLICY "Users can view own recommendations" ON public.recommendations FOR SELECT USING (auth.uid() = user_id);
DROP POLICY IF EXISTS "Users can manage own gift links" ON public.gift_links;
CREATE POLICY "Users can manage own gift links" ON public.gift_links FOR ALL USING (auth.uid() = user_id);

COMMIT;
