-- The business operations of the service layer, from registration to analytics, as the people and the service that do them. Each test
-- returns one row: name, pass, detail. Changes nothing that stays: run it in a transaction that is rolled back (Soakgate does).

-- Registration ---------------------------------------------------------------------------------------------------------------

INSERT INTO auth.users (id, email, created_at) VALUES (md5('somebody new')::uuid, 'somebody.new@aclue.example', now());

SET LOCAL ROLE authenticated;
SELECT set_config('request.jwt.claims', jsonb_build_object('sub', md5('somebody new')::uuid, 'role', 'authenticated')::text, true);

WITH made AS (INSERT INTO public.profiles (id, display_name) VALUES (auth.uid(), 'Somebody New') RETURNING id)
SELECT 'registration makes a profile' AS name, count(*) = 1 AS pass, count(*) || ' profiles' AS detail FROM made;

-- Swipes, and the preferences that come from them -------------------------------------------------------------------------------

INSERT INTO public.swipe_sessions (id, user_id, purpose, started_at) VALUES (md5('new session')::uuid, auth.uid(), 'self', now());
INSERT INTO public.swipe_interactions (user_id, session_id, product_id, direction, swiped_at)
SELECT auth.uid(), md5('new session')::uuid, md5('product ' || n)::uuid, CASE WHEN n % 3 = 1 THEN 'right' ELSE 'left' END, now()
FROM generate_series(1, 10) n;

SELECT 'preferences are calculated from swipes' AS name,
       p ->> 'swipes_counted' = '10' AND p -> 'liked_categories' = '[2, 5, 8, 11]' AND (p ->> 'confidence')::numeric = 0.080 AS pass,
       p::text AS detail
FROM public.calculate_user_preferences(auth.uid()) p;

SELECT 'preferences have the prices of what was liked' AS name,
       up.price_min = (SELECT min(price) FROM public.products WHERE id IN (md5('product 1')::uuid, md5('product 4')::uuid, md5('product 7')::uuid, md5('product 10')::uuid))
         AND up.price_max > up.price_min AS pass,
       up.price_min || ' to ' || up.price_max AS detail
FROM public.user_preferences up WHERE up.user_id = auth.uid();

-- Affiliate clicks, and what they are worth -------------------------------------------------------------------------------------

SELECT 'an affiliate click is recorded' AS name, c IS NOT NULL AS pass, coalesce(c::text, 'nothing') AS detail
FROM public.record_affiliate_click(auth.uid(), md5('product 1')::uuid, 'test-session', 'https://shop.example/item/1?tag=aclue-21') c;

SET LOCAL ROLE service_role;
SELECT 'a conversion is attributed to its click' AS name, public.record_conversion(id, 25.00) AS pass, id::text AS detail
FROM public.affiliate_clicks WHERE user_id = md5('somebody new')::uuid;
SELECT 'a conversion counts once' AS name, NOT public.record_conversion(id, 25.00) AS pass, conversion_value::text AS detail
FROM public.affiliate_clicks WHERE user_id = md5('somebody new')::uuid;
SELECT 'a trigger keeps the time of the last change' AS name, updated_at > clicked_at AS pass, (updated_at - clicked_at)::text AS detail
FROM public.affiliate_clicks WHERE user_id = md5('somebody new')::uuid;

-- Analytics ------------------------------------------------------------------------------------------------------------------------

SET LOCAL ROLE authenticated;
INSERT INTO public.product_views (product_id, user_id, session_id, source) VALUES (md5('product 1')::uuid, auth.uid(), 'test-session', 'recommendation');
SELECT 'the analytics summary is consistent' AS name,
       a = '{"swipes": 10, "likes": 4, "views": 1, "clicks": 1, "conversions": 1}'::jsonb AS pass, a::text AS detail
FROM public.get_user_analytics_summary(auth.uid()) a;

-- Errors are errors ------------------------------------------------------------------------------------------------------------------

SET LOCAL ROLE anon;
SELECT set_config('request.jwt.claims', '{"role": "anon"}', true);
WITH made AS (INSERT INTO public.product_views (product_id, session_id) VALUES (md5('product 2')::uuid, 'visitor') RETURNING 1)
SELECT 'a visitor''s view belongs to nobody' AS name, true AS pass, 'recorded' AS detail WHERE current_user = 'anon';
