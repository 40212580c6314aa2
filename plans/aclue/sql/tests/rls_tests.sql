-- Functional tests of row level security. Each test returns one row: name, pass, detail. Changes nothing that stays: run it in a
-- transaction that is rolled back (Soakgate does). Person 7 is md5('user 7')::uuid, her sessions are 6, 1006, 2006 and 3006.

SET LOCAL ROLE service_role;
INSERT INTO public.affiliate_clicks (user_id, product_id, session_id, affiliate_url)
SELECT md5('user ' || n)::uuid, md5('product ' || n)::uuid, 'rls-' || n, 'https://shop.example/item/' || n FROM generate_series(7, 8) n;
INSERT INTO public.user_preferences (user_id) SELECT md5('user ' || n)::uuid FROM generate_series(7, 8) n ON CONFLICT (user_id) DO NOTHING;
INSERT INTO public.product_views (product_id, user_id, session_id)
SELECT md5('product ' || n)::uuid, md5('user ' || n)::uuid, 'rls-' || n FROM generate_series(7, 8) n;
INSERT INTO public.session_analytics (session_id, user_id) SELECT 'rls-' || n, md5('user ' || n)::uuid FROM generate_series(7, 8) n;
INSERT INTO public.recommendation_feedback (recommendation_id, user_id, verdict)
SELECT (n - 1) * 12 + 1, md5('user ' || n)::uuid, 'like' FROM generate_series(7, 8) n ON CONFLICT DO NOTHING;

SELECT 'service reads everybody: ' || t.name AS name, t.people >= t.least AS pass, t.people || ' people' AS detail
FROM (
  SELECT 'swipe_interactions' AS name, (SELECT count(DISTINCT user_id) FROM public.swipe_interactions) AS people, 1000 AS least
  UNION ALL SELECT 'affiliate_clicks', (SELECT count(DISTINCT user_id) FROM public.affiliate_clicks), 2
) t;

-- Person 7 -----------------------------------------------------------------------------------------------------------------

SET LOCAL ROLE authenticated;
SELECT set_config('request.jwt.claims', jsonb_build_object('sub', md5('user 7')::uuid, 'role', 'authenticated')::text, true);

SELECT 'a person reads her own: ' || t.name AS name, t.own > 0 AND t.others = 0 AS pass, t.own || ' own, ' || t.others || ' of others' AS detail
FROM (
  SELECT 'profiles' AS name, count(*) FILTER (WHERE id = auth.uid()) AS own, count(*) FILTER (WHERE id <> auth.uid()) AS others FROM public.profiles
  UNION ALL SELECT 'swipe_sessions', count(*) FILTER (WHERE user_id = auth.uid()), count(*) FILTER (WHERE user_id <> auth.uid()) FROM public.swipe_sessions
  UNION ALL SELECT 'swipe_interactions', count(*) FILTER (WHERE user_id = auth.uid()), count(*) FILTER (WHERE user_id <> auth.uid()) FROM public.swipe_interactions
  UNION ALL SELECT 'recommendations', count(*) FILTER (WHERE user_id = auth.uid()), count(*) FILTER (WHERE user_id <> auth.uid()) FROM public.recommendations
  UNION ALL SELECT 'affiliate_clicks', count(*) FILTER (WHERE user_id = auth.uid()), count(*) FILTER (WHERE user_id IS DISTINCT FROM auth.uid()) FROM public.affiliate_clicks
  UNION ALL SELECT 'user_preferences', count(*) FILTER (WHERE user_id = auth.uid()), count(*) FILTER (WHERE user_id <> auth.uid()) FROM public.user_preferences
  UNION ALL SELECT 'session_analytics', count(*) FILTER (WHERE user_id = auth.uid()), count(*) FILTER (WHERE user_id IS DISTINCT FROM auth.uid()) FROM public.session_analytics
  UNION ALL SELECT 'product_views', count(*) FILTER (WHERE user_id = auth.uid()), count(*) FILTER (WHERE user_id IS DISTINCT FROM auth.uid()) FROM public.product_views
  UNION ALL SELECT 'recommendation_feedback', count(*) FILTER (WHERE user_id = auth.uid()), count(*) FILTER (WHERE user_id <> auth.uid()) FROM public.recommendation_feedback
) t;

WITH changed AS (UPDATE public.user_preferences SET confidence = 1 WHERE user_id = md5('user 8')::uuid RETURNING id)
SELECT 'a person changes nobody else''s preferences' AS name, count(*) = 0 AS pass, count(*) || ' rows' AS detail FROM changed;

WITH gone AS (DELETE FROM public.swipe_interactions WHERE user_id = md5('user 8')::uuid RETURNING id)
SELECT 'a person deletes nobody else''s swipes' AS name, count(*) = 0 AS pass, count(*) || ' rows' AS detail FROM gone;

-- A visitor ----------------------------------------------------------------------------------------------------------------

SET LOCAL ROLE anon;
SELECT set_config('request.jwt.claims', '{"role": "anon"}', true);

SELECT 'a visitor reads what is public: ' || t.name AS name, t.active > 0 AND t.inactive = 0 AS pass,
       t.active || ' active, ' || t.inactive || ' inactive' AS detail
FROM (
  SELECT 'products' AS name, count(*) FILTER (WHERE is_active) AS active, count(*) FILTER (WHERE NOT is_active) AS inactive FROM public.products
  UNION ALL SELECT 'categories', count(*) FILTER (WHERE is_active), count(*) FILTER (WHERE NOT is_active) FROM public.categories
) t;

SELECT 'a visitor reads no ' || t.name AS name, t.all_rows = 0 AS pass, t.all_rows || ' rows' AS detail
FROM (
  SELECT 'profiles' AS name, (SELECT count(*) FROM public.profiles) AS all_rows
  UNION ALL SELECT 'swipe_interactions', (SELECT count(*) FROM public.swipe_interactions)
  UNION ALL SELECT 'recommendations', (SELECT count(*) FROM public.recommendations)
  UNION ALL SELECT 'gift_links', (SELECT count(*) FROM public.gift_links)
  UNION ALL SELECT 'affiliate_clicks', (SELECT count(*) FROM public.affiliate_clicks)
  UNION ALL SELECT 'user_preferences', (SELECT count(*) FROM public.user_preferences)
  UNION ALL SELECT 'session_analytics', (SELECT count(*) FROM public.session_analytics)
  UNION ALL SELECT 'product_views', (SELECT count(*) FROM public.product_views)
  UNION ALL SELECT 'recommendation_feedback', (SELECT count(*) FROM public.recommendation_feedback)
) t;
