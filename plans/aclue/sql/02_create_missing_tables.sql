-- Aclue, the five missing tables: who clicked which shop's link, what people like, what happens in a session, what was looked at, and
-- what was thought of a recommendation. Row level security is on from the first moment and no policy opens it yet, so nobody but the
-- owner and service_role reads a row before enhanced_rls_policies.sql. Undone by dropping what it created.
BEGIN;

CREATE TABLE public.affiliate_clicks (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid REFERENCES public.profiles ON DELETE SET NULL,
  product_id uuid NOT NULL REFERENCES public.products,
  session_id text NOT NULL,
  affiliate_url text NOT NULL CHECK (affiliate_url LIKE 'https://%'),
  affiliate_network text NOT NULL DEFAULT 'amazon',
  clicked_at timestamptz NOT NULL DEFAULT now(),
  converted_at timestamptz,
  conversion_value numeric(10, 2) CHECK (conversion_value >= 0),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT affiliate_clicks_converted_later CHECK (converted_at >= clicked_at),
  CONSTRAINT affiliate_clicks_value_needs_conversion CHECK (conversion_value IS NULL OR converted_at IS NOT NULL)
);

CREATE TABLE public.user_preferences (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES public.profiles ON DELETE CASCADE,
  liked_categories int[] NOT NULL DEFAULT ARRAY[]::int[],
  price_min numeric(10, 2),
  price_max numeric(10, 2),
  swipes_counted int NOT NULL DEFAULT 0 CHECK (swipes_counted >= 0),
  confidence numeric(4, 3) NOT NULL DEFAULT 0 CHECK (confidence BETWEEN 0 AND 1),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT user_preferences_user_key UNIQUE (user_id),
  CONSTRAINT user_preferences_price_range CHECK (price_max >= price_min)
);

CREATE TABLE public.session_analytics (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  session_id text NOT NULL,
  user_id uuid REFERENCES public.profiles ON DELETE CASCADE,
  device text NOT NULL DEFAULT 'web' CHECK (device IN ('web', 'ios', 'android')),
  pages int NOT NULL DEFAULT 0 CHECK (pages >= 0),
  swipes int NOT NULL DEFAULT 0 CHECK (swipes >= 0),
  started_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT session_analytics_session_key UNIQUE (session_id)
);

CREATE TABLE public.product_views (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES public.products,
  user_id uuid REFERENCES public.profiles ON DELETE CASCADE,
  session_id text NOT NULL,
  source text NOT NULL DEFAULT 'swipe' CHECK (source IN ('swipe', 'search', 'recommendation', 'gift_link')),
  viewed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE public.recommendation_feedback (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recommendation_id bigint NOT NULL REFERENCES public.recommendations ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES public.profiles ON DELETE CASCADE,
  verdict text NOT NULL CHECK (verdict IN ('like', 'dislike', 'bought', 'not_interested')),
  rating int CHECK (rating BETWEEN 1 AND 5),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT recommendation_feedback_once UNIQUE (recommendation_id, user_id)
);

CREATE INDEX idx_affiliate_clicks_user ON public.affiliate_clicks (user_id, clicked_at DESC);
CREATE INDEX idx_affiliate_clicks_product ON public.affiliate_clicks (product_id);
CREATE INDEX idx_affiliate_clicks_session ON public.affiliate_clicks (session_id);
CREATE INDEX idx_affiliate_clicks_converted ON public.affiliate_clicks (converted_at) WHERE converted_at IS NOT NULL;
CREATE INDEX idx_user_preferences_categories ON public.user_preferences USING gin (liked_categories);
CREATE INDEX idx_session_analytics_user ON public.session_analytics (user_id, started_at DESC);
CREATE INDEX idx_session_analytics_started ON public.session_analytics (started_at);
CREATE INDEX idx_product_views_product ON public.product_views (product_id, viewed_at DESC);
CREATE INDEX idx_product_views_user ON public.product_views (user_id, viewed_at DESC);
CREATE INDEX idx_recommendation_feedback_user ON public.recommendation_feedback (user_id);

CREATE TRIGGER touch_affiliate_clicks BEFORE UPDATE ON public.affiliate_clicks FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_user_preferences BEFORE UPDATE ON public.user_preferences FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_session_analytics BEFORE UPDATE ON public.session_analytics FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();
CREATE TRIGGER touch_recommendation_feedback BEFORE UPDATE ON public.recommendation_feedback FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

ALTER TABLE public.affiliate_clicks ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.user_preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.session_analytics ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.product_views ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.recommendation_feedback ENABLE ROW LEVEL SECURITY;

COMMIT;
