-- What was said in a conversation, by the person and by the assistant.
CREATE TABLE public.messages (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  conversation_id uuid NOT NULL REFERENCES public.conversations ON DELETE CASCADE,
  role text NOT NULL CONSTRAINT messages_role_check CHECK (role IN ('user', 'assistant', 'system', 'tool')),
  content text NOT NULL CHECK (content <> ''),
  model text,
  tokens int CHECK (tokens >= 0),
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX idx_messages_conversation ON public.messages (conversation_id, created_at);
CREATE INDEX idx_messages_created ON public.messages (created_at DESC);
CREATE INDEX idx_messages_role ON public.messages (conversation_id, role);
CREATE INDEX idx_messages_model ON public.messages (model) WHERE model IS NOT NULL;
CREATE INDEX idx_messages_content ON public.messages USING gin (to_tsvector('simple', content));

-- Runs as whoever writes the message: its update of the conversation is bound by the same policies.
CREATE FUNCTION public.message_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.conversations
  SET message_count = message_count + 1, last_message_at = NEW.created_at
  WHERE id = NEW.conversation_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER messages_written AFTER INSERT ON public.messages
  FOR EACH ROW EXECUTE FUNCTION public.message_written();

ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY messages_select ON public.messages FOR SELECT TO authenticated
  USING (EXISTS (SELECT FROM public.conversations c
                 WHERE c.id = conversation_id AND c.tenant_id = (SELECT public.current_tenant_id())));
CREATE POLICY messages_insert ON public.messages FOR INSERT TO authenticated
  WITH CHECK (EXISTS (SELECT FROM public.conversations c
                      WHERE c.id = conversation_id AND c.user_id = (SELECT auth.uid())));
CREATE POLICY messages_update ON public.messages FOR UPDATE TO authenticated
  USING (EXISTS (SELECT FROM public.conversations c
                 WHERE c.id = conversation_id AND c.user_id = (SELECT auth.uid())));
CREATE POLICY messages_delete ON public.messages FOR DELETE TO authenticated
  USING (EXISTS (SELECT FROM public.conversations c
                 WHERE c.id = conversation_id AND c.user_id = (SELECT auth.uid())));

GRANT SELECT, INSERT, UPDATE, DELETE ON public.messages TO authenticated, service_role;
