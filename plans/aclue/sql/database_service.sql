-- Aclue, the database's side of the service layer: what the application calls. All of it runs as whoever calls it, so row level
-- security decides which rows it meets. Undone by dropping what it created.
BEGIN;

CREATE FUNCTION public.calculate_user_preferences(p_user uuid) RETURNS jsonb LANGUAGE sql SET search_path = '' AS $$
  WITH liked AS (
    SELECT p.category_id, p.price
    FROM public.swipe_interactions s JOIN public.products p ON p.id = s.product_id
    WHERE s.user_id = p_user AND s.direction IN ('right', 'up')
  ), kept AS (
    INSERT INTO public.user_preferences AS up (user_id, liked_categories, price_min, price_max, swipes_counted, confidence)
    SELECT p_user,
           coalesce((SELECT array_agg(DISTINCT category_id ORDER BY category_id) FROM liked), ARRAY[]::int[]),
           (SELECT min(price) FROM liked), (SELECT max(price) FROM liked),
           (SELECT count(*) FROM public.swipe_interactions WHERE user_id = p_user),
           least(1, (SELECT count(*) FROM liked) / 50.0)
    ON CONFLICT (user_id) DO UPDATE SET liked_categories = excluded.liked_categories, price_min = excluded.price_min,
      price_max = excluded.price_max, swipes_counted = excluded.swipes_counted, confidence = excluded.confidence
    RETURNING up.liked_categories, up.price_min, up.price_max, up.swipes_counted, up.confidence
  )
  SELECT to_jsonb(kept) FROM kept
$$;

CREATE FUNCTION public.record_affiliate_click(p_user uuid, p_product uuid, p_session text, p_url text) RETURNS uuid
LANGUAGE sql SET search_path = '' AS $$
  INSERT INTO public.affiliate_clicks (user_id, product_id, session_id, affiliate_url)
  VALUES (p_user, p_product, p_session, p_url) RETURNING id
$$;

CREATE FUNCTION public.record_conversion(p_click uuid, p_value numeric) RETURNS boolean LANGUAGE sql SET search_path = '' AS $$
  WITH converted AS (
    UPDATE public.affiliate_clicks SET converted_at = clock_timestamp(), conversion_value = p_value
    WHERE id = p_click AND converted_at IS NULL RETURNING id
  )
  SELECT EXISTS (SELECT FROM converted)
$$;

CREATE FUNCTION public.get_user_analytics_summary(p_user uuid) RETURNS jsonb LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT jsonb_build_object(
    'swipes', (SELECT count(*) FROM public.swipe_interactions WHERE user_id = p_user),
    'likes', (SELECT count(*) FROM public.swipe_interactions WHERE user_id = p_user AND direction IN ('right', 'up')),
    'views', (SELECT count(*) FROM public.product_views WHERE user_id = p_user),
    'clicks', (SELECT count(*) FROM public.affiliate_clicks WHERE user_id = p_user),
    'conversions', (SELECT count(*) FROM public.affiliate_clicks WHERE user_id = p_user AND converted_at IS NOT NULL))
$$;

COMMIT;
