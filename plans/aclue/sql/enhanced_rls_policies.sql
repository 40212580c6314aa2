-- Aclue, enhanced row level security for all twelve tables: each policy names the role it is for, the caller's id is asked for once a
-- statement (a scalar subquery) and not once a row, what is switched off is public no more, and what anonymous visitors may record
-- belongs to nobody. Undone by fix_rls_policies.sql.
BEGIN;

-- The original policies go ----------------------------------------------------------------------------------------------

DROP POLICY "Users can view own profile" ON public.profiles;
DROP POLICY "Users can update own profile" ON public.profiles;
DROP POLICY "Anyone can view categories" ON public.categories;
DROP POLICY "Anyone can view products" ON public.products;
DROP POLICY "Users can manage own sessions" ON public.swipe_sessions;
DROP POLICY "Users can manage own swipes" ON public.swipe_interactions;
DROP POLICY "Users can view own recommendations" ON public.recommendations;
DROP POLICY "Users can manage own gift links" ON public.gift_links;

-- What a signed-in person and an anonymous visitor may do ---------------------------------------------------------------

CREATE POLICY "Users view own profile" ON public.profiles
  FOR SELECT TO authenticated USING ((SELECT auth.uid()) = id);
CREATE POLICY "Users create own profile" ON public.profiles
  FOR INSERT TO authenticated WITH CHECK ((SELECT auth.uid()) = id);
CREATE POLICY "Users update own profile" ON public.profiles
  FOR UPDATE TO authenticated USING ((SELECT auth.uid()) = id) WITH CHECK ((SELECT auth.uid()) = id);
CREATE POLICY "Active categories are public" ON public.categories
  FOR SELECT TO anon, authenticated USING (is_active);
CREATE POLICY "Active products are public" ON public.products
  FOR SELECT TO anon, authenticated USING (is_active);
CREATE POLICY "Users manage own sessions" ON public.swipe_sessions
  FOR ALL TO authenticated USING ((SELECT auth.uid()) = user_id) WITH CHECK ((SELECT auth.uid()) = user_id);
CREATE POLICY "Users manage own swipes" ON public.swipe_interactions
  FOR ALL TO authenticated USING ((SELECT auth.uid()) = user_id) WITH CHECK ((SELECT auth.uid()) = user_id);
CREATE POLICY "Users view own recommendations" ON public.recommendations
  FOR SELECT TO authenticated USING ((SELECT auth.uid()) = user_id);
CREATE POLICY "Users manage own gift links" ON public.gift_links
  FOR ALL TO authenticated USING ((SELECT auth.uid()) = user_id) WITH CHECK ((SELECT auth.uid()) = user_id);
CREATE POLICY "Users view own affiliate clicks" ON public.affiliate_clicks
  FOR SELECT TO authenticated USING ((SELECT auth.uid()) = user_id);
CREATE POLICY "Users record own affiliate clicks" ON public.affiliate_clicks
  FOR INSERT TO authenticated WITH CHECK ((SELECT auth.uid()) = user_id);
CREATE POLICY "Anonymous affiliate clicks are recorded" ON public.affiliate_clicks
  FOR INSERT TO anon WITH CHECK (user_id IS NULL);
CREATE POLICY "Users manage own preferences" ON public.user_preferences
  FOR ALL TO authenticated USING ((SELECT auth.uid()) = user_id) WITH CHECK ((SELECT auth.uid()) = user_id);
CREATE POLICY "Users manage own session analytics" ON public.session_analytics
  FOR ALL TO authenticated USING ((SELECT auth.uid()) = user_id) WITH CHECK ((SELECT auth.uid()) = user_id);
CREATE POLICY "Anonymous sessions are recorded" ON public.session_analytics
  FOR INSERT TO anon WITH CHECK (user_id IS NULL);
CREATE POLICY "Users view own product views" ON public.product_views
  FOR SELECT TO authenticated USING ((SELECT auth.uid()) = user_id);
CREATE POLICY "Users record own product views" ON public.product_views
  FOR INSERT TO authenticated WITH CHECK ((SELECT auth.uid()) = user_id);
CREATE POLICY "Anonymous product views are recorded" ON public.product_views
  FOR INSERT TO anon WITH CHECK (user_id IS NULL);
CREATE POLICY "Users manage own feedback" ON public.recommendation_feedback
  FOR ALL TO authenticated USING ((SELECT auth.uid()) = user_id)
  WITH CHECK ((SELECT auth.uid()) = user_id AND EXISTS (SELECT FROM public.recommendations r WHERE r.id = recommendation_id AND r.user_id = (SELECT auth.uid())));

-- What the application's own service may do, said and not left to BYPASSRLS -----------------------------------------------

CREATE POLICY "Service role manages profiles" ON public.profiles
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages categories" ON public.categories
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages products" ON public.products
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages swipe_sessions" ON public.swipe_sessions
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages swipe_interactions" ON public.swipe_interactions
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages recommendations" ON public.recommendations
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages gift_links" ON public.gift_links
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages affiliate_clicks" ON public.affiliate_clicks
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages user_preferences" ON public.user_preferences
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages session_analytics" ON public.session_analytics
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages product_views" ON public.product_views
  FOR ALL TO service_role USING (true) WITH CHECK (true);
CREATE POLICY "Service role manages recommendation_feedback" ON public.recommendation_feedback
  FOR ALL TO service_role USING (true) WITH CHECK (true);

COMMIT;
