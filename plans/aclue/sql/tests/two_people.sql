-- Rows of persons 7 and 8 in the new tables, so that isolation there is a test and not an empty table. Runs first in the same
-- transaction as the persona, which is rolled back.
INSERT INTO public.affiliate_clicks (user_id, product_id, session_id, affiliate_url)
SELECT md5('user ' || n)::uuid, md5('product ' || n)::uuid, 'persona-' || n, 'https://shop.example/item/' || n || '?tag=aclue-21' FROM generate_series(7, 8) n;
INSERT INTO public.user_preferences (user_id) SELECT md5('user ' || n)::uuid FROM generate_series(7, 8) n ON CONFLICT (user_id) DO NOTHING;
INSERT INTO public.product_views (product_id, user_id, session_id)
SELECT md5('product ' || n)::uuid, md5('user ' || n)::uuid, 'persona-' || n FROM generate_series(7, 8) n;
INSERT INTO public.session_analytics (session_id, user_id) SELECT 'persona-' || n, md5('user ' || n)::uuid FROM generate_series(7, 8) n;
INSERT INTO public.recommendation_feedback (recommendation_id, user_id, verdict)
SELECT (n - 1) * 12 + 1, md5('user ' || n)::uuid, 'like' FROM generate_series(7, 8) n ON CONFLICT (recommendation_id, user_id) DO NOTHING;
