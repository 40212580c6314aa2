-- Conversations of a tenant's people with the assistant.
CREATE TABLE public.conversations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES public.tenants ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES public.users ON DELETE CASCADE,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  is_archived boolean NOT NULL DEFAULT false,
  message_count int NOT NULL DEFAULT 0 CHECK (message_count >= 0),
  last_message_at timestamptz,
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX idx_conversations_tenant_active ON public.conversations (tenant_id, updated_at DESC) WHERE is_archived = false;
CREATE INDEX idx_conversations_tenant_created ON public.conversations (tenant_id, created_at DESC);
CREATE INDEX idx_conversations_user ON public.conversations (user_id, updated_at DESC);
CREATE INDEX idx_conversations_last_message ON public.conversations (tenant_id, last_message_at DESC NULLS LAST);
CREATE INDEX idx_conversations_metadata ON public.conversations USING gin (metadata);

-- clock_timestamp(): now() stands still within a transaction.
CREATE FUNCTION public.touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END
$$;
CREATE TRIGGER conversations_touch BEFORE UPDATE ON public.conversations
  FOR EACH ROW EXECUTE FUNCTION public.touch_updated_at();

ALTER TABLE public.conversations ENABLE ROW LEVEL SECURITY;
CREATE POLICY conversations_select ON public.conversations FOR SELECT TO authenticated
  USING (tenant_id = (SELECT public.current_tenant_id()));
CREATE POLICY conversations_insert ON public.conversations FOR INSERT TO authenticated
  WITH CHECK (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()));
CREATE POLICY conversations_update ON public.conversations FOR UPDATE TO authenticated
  USING (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()))
  WITH CHECK (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()));
CREATE POLICY conversations_delete ON public.conversations FOR DELETE TO authenticated
  USING (tenant_id = (SELECT public.current_tenant_id()) AND user_id = (SELECT auth.uid()));

GRANT SELECT, INSERT, UPDATE, DELETE ON public.conversations TO authenticated, service_role;
