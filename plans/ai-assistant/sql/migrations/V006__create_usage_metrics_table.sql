-- Tokens and cost per tenant, person and day.
CREATE TABLE public.usage_metrics (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES public.tenants ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES public.users ON DELETE CASCADE,
  metric_date date NOT NULL,
  requests int NOT NULL DEFAULT 0 CHECK (requests >= 0),
  tokens_input bigint NOT NULL DEFAULT 0 CHECK (tokens_input >= 0),
  tokens_output bigint NOT NULL DEFAULT 0 CHECK (tokens_output >= 0),
  cost numeric(12, 6) NOT NULL DEFAULT 0 CHECK (cost >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT usage_metrics_day_key UNIQUE (tenant_id, user_id, metric_date)
);

CREATE INDEX idx_usage_metrics_tenant_date ON public.usage_metrics (tenant_id, metric_date DESC);
CREATE INDEX idx_usage_metrics_user_date ON public.usage_metrics (user_id, metric_date DESC);
CREATE INDEX idx_usage_metrics_date ON public.usage_metrics (metric_date);
CREATE INDEX idx_usage_metrics_cost ON public.usage_metrics (tenant_id, cost DESC);
CREATE INDEX idx_usage_metrics_updated ON public.usage_metrics (updated_at DESC);

CREATE TRIGGER usage_metrics_touch BEFORE UPDATE ON public.usage_metrics
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

ALTER TABLE public.usage_metrics ENABLE ROW LEVEL SECURITY;
CREATE POLICY usage_metrics_select ON public.usage_metrics FOR SELECT TO authenticated
  USING (tenant_id = (SELECT public.current_tenant_id()));
CREATE POLICY usage_metrics_insert ON public.usage_metrics FOR INSERT TO authenticated
  WITH CHECK (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()));
CREATE POLICY usage_metrics_update ON public.usage_metrics FOR UPDATE TO authenticated
  USING (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()))
  WITH CHECK (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()));

GRANT SELECT, INSERT, UPDATE ON public.usage_metrics TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.usage_metrics TO service_role;

CREATE FUNCTION public.increment_usage_metrics(
  p_tenant_id uuid, p_user_id uuid, p_date date, p_tokens_input bigint, p_tokens_output bigint, p_cost numeric)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO public.usage_metrics AS u (tenant_id, user_id, metric_date, requests, tokens_input, tokens_output, cost)
  VALUES (p_tenant_id, p_user_id, p_date, 1, p_tokens_input, p_tokens_output, p_cost)
  ON CONFLICT (tenant_id, user_id, metric_date) DO UPDATE
  SET requests = u.requests + 1, tokens_input = u.tokens_input + excluded.tokens_input,
      tokens_output = u.tokens_output + excluded.tokens_output, cost = u.cost + excluded.cost
$$;

CREATE MATERIALIZED VIEW public.monthly_usage_summary AS
  SELECT tenant_id, date_trunc('month', metric_date)::date AS month, count(DISTINCT user_id) AS people,
         sum(requests) AS requests, sum(tokens_input) AS tokens_input, sum(tokens_output) AS tokens_output, sum(cost) AS cost
  FROM public.usage_metrics GROUP BY 1, 2;
CREATE UNIQUE INDEX idx_monthly_usage_summary ON public.monthly_usage_summary (tenant_id, month);
GRANT SELECT ON public.monthly_usage_summary TO service_role;

-- A view reads as its owner, so it says itself whose rows it shows.
CREATE VIEW public.current_day_usage WITH (security_barrier = true) AS
  SELECT tenant_id, count(*) AS people, sum(requests) AS requests, sum(tokens_input) AS tokens_input,
         sum(tokens_output) AS tokens_output, sum(cost) AS cost
  FROM public.usage_metrics
  WHERE metric_date = CURRENT_DATE AND tenant_id = (SELECT public.current_tenant_id())
  GROUP BY tenant_id;
GRANT SELECT ON public.current_day_usage TO authenticated;
