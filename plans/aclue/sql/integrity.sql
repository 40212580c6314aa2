-- Aclue, whether the data holds together; everything but `attribution` must be 0. With no click at all nothing is attributed wrongly.
SELECT
  (SELECT count(*) FROM public.swipe_interactions i JOIN public.swipe_sessions s ON s.id = i.session_id WHERE s.user_id <> i.user_id)
    AS "foreign-swipes",
  (SELECT count(*) FROM public.user_preferences p
   WHERE p.swipes_counted > (SELECT count(*) FROM public.swipe_interactions i WHERE i.user_id = p.user_id)) AS "wrong-preferences",
  (SELECT count(*) FROM public.recommendation_feedback f JOIN public.recommendations r ON r.id = f.recommendation_id
   WHERE r.user_id <> f.user_id) AS "foreign-feedback",
  (SELECT count(*) FROM public.session_analytics WHERE user_id IS NOT NULL AND NOT EXISTS (
     SELECT FROM public.profiles WHERE profiles.id = session_analytics.user_id)) AS "strange-sessions",
  (SELECT count(*) FROM public.recommendations WHERE source = 'mock') AS "mock-recommendations",
  (SELECT coalesce(round(100.0 * count(*) FILTER (WHERE c.affiliate_url LIKE p.affiliate_url || '%') / nullif(count(*), 0), 2), 100)
   FROM public.affiliate_clicks c JOIN public.products p ON p.id = c.product_id) AS attribution
