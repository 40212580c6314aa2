-- What people think of an answer: one judgement per person and message.
CREATE TABLE public.feedback (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES public.tenants ON DELETE CASCADE,
  message_id uuid NOT NULL REFERENCES public.messages ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES public.users ON DELETE CASCADE,
  rating smallint NOT NULL CONSTRAINT feedback_rating_check CHECK (rating BETWEEN 1 AND 5),
  comment text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT feedback_message_id_user_id_key UNIQUE (message_id, user_id)
);

CREATE INDEX idx_feedback_tenant ON public.feedback (tenant_id, created_at DESC);
CREATE INDEX idx_feedback_user ON public.feedback (user_id, created_at DESC);
CREATE INDEX idx_feedback_rating ON public.feedback (tenant_id, rating);

CREATE TRIGGER feedback_touch BEFORE UPDATE ON public.feedback
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

ALTER TABLE public.feedback ENABLE ROW LEVEL SECURITY;
CREATE POLICY feedback_select ON public.feedback FOR SELECT TO authenticated
  USING (tenant_id = (SELECT public.current_tenant_id()));
CREATE POLICY feedback_insert ON public.feedback FOR INSERT TO authenticated
  WITH CHECK (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()));
CREATE POLICY feedback_update ON public.feedback FOR UPDATE TO authenticated
  USING (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()))
  WITH CHECK (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()));
CREATE POLICY feedback_delete ON public.feedback FOR DELETE TO authenticated
  USING (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()));

GRANT SELECT, INSERT, UPDATE, DELETE ON public.feedback TO authenticated, service_role;

-- The unique index is what REFRESH ... CONCURRENTLY needs (55000 without it).
CREATE MATERIALIZED VIEW public.message_feedback_summary AS
  SELECT m.id AS message_id, m.conversation_id, count(f.id) AS ratings,
         round(avg(f.rating), 2) AS average, count(f.id) FILTER (WHERE f.rating >= 4) AS helpful
  FROM public.messages m JOIN public.feedback f ON f.message_id = m.id
  GROUP BY m.id;
CREATE UNIQUE INDEX idx_message_feedback_summary ON public.message_feedback_summary (message_id);
GRANT SELECT ON public.message_feedback_summary TO service_role;
