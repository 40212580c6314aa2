-- Aclue, row level security in figures: how many policies each table has, and what the enhanced policies promise.
WITH p AS (SELECT tablename, policyname, roles::text[] AS roles, coalesce(qual, '') || ' ' || coalesce(with_check, '') AS says
           FROM pg_policies WHERE schemaname = 'public')
SELECT count(*) AS policies,
       count(*) FILTER (WHERE tablename = 'affiliate_clicks') AS affiliate_clicks,
       count(*) FILTER (WHERE tablename = 'user_preferences') AS user_preferences,
       count(*) FILTER (WHERE tablename = 'session_analytics') AS session_analytics,
       count(*) FILTER (WHERE tablename = 'product_views') AS product_views,
       count(*) FILTER (WHERE tablename = 'recommendation_feedback') AS recommendation_feedback,
       count(*) FILTER (WHERE tablename = 'profiles') AS profiles,
       count(*) FILTER (WHERE tablename = 'categories') AS categories,
       count(*) FILTER (WHERE tablename = 'products') AS products,
       count(*) FILTER (WHERE tablename = 'swipe_sessions') AS swipe_sessions,
       count(*) FILTER (WHERE tablename = 'swipe_interactions') AS swipe_interactions,
       count(*) FILTER (WHERE tablename = 'recommendations') AS recommendations,
       count(*) FILTER (WHERE tablename = 'gift_links') AS gift_links,
       count(DISTINCT tablename) FILTER (WHERE roles = ARRAY['service_role']) AS "tables-with-service-policy",
       count(*) FILTER (WHERE 'anon' = ANY (roles)) AS "anonymous-policies",
       count(*) FILTER (WHERE says LIKE '%auth.uid()%' AND replace(says, 'SELECT auth.uid()', '') LIKE '%auth.uid()%') AS unoptimised,
       count(*) FILTER (WHERE 'public' = ANY (roles)) AS "for-everybody"
FROM p
