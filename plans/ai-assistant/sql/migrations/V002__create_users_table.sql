-- Their people, and which tenant the person of a session belongs to.
CREATE TABLE public.users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id uuid NOT NULL REFERENCES public.tenants ON DELETE CASCADE,
  email text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_users_tenant ON public.users (tenant_id);

-- SECURITY DEFINER: a policy that reads users would otherwise be bound by the policies of users.
CREATE FUNCTION public.current_tenant_id() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT u.tenant_id FROM public.users u WHERE u.id = auth.uid()
$$;

GRANT SELECT ON public.users TO authenticated, service_role;
