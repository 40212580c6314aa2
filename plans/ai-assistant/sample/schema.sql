-- AI Assistant Platform, sample schema: what stands BEFORE the plan runs. Migrations 001 and 002 are applied.
-- Plain SQL, PostgreSQL 14 and newer. Roles belong to the whole server, so each is made only where it is missing.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'authenticated') THEN CREATE ROLE authenticated NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'service_role') THEN CREATE ROLE service_role NOLOGIN BYPASSRLS; END IF;
END
$$;

-- Who a session speaks for, as the platform tells it -------------------------------------------------------------

CREATE SCHEMA auth;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;
GRANT USAGE ON SCHEMA auth TO authenticated, service_role;

-- Which project this is ------------------------------------------------------------------------------------------

CREATE SCHEMA ops;
CREATE TABLE ops.project (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  ref text NOT NULL,
  environment text NOT NULL
);

-- V001__create_tenants_table.sql ---------------------------------------------------------------------------------

-- The organisations that use the assistant.
CREATE TABLE public.tenants (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT ON public.tenants TO authenticated, service_role;

-- V002__create_users_table.sql -----------------------------------------------------------------------------------

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

-- What Flyway wrote when it applied them -------------------------------------------------------------------------

CREATE TABLE public.flyway_schema_history (
  installed_rank int NOT NULL,
  version varchar(50),
  description varchar(200) NOT NULL,
  type varchar(20) NOT NULL,
  script varchar(1000) NOT NULL,
  checksum int,
  installed_by varchar(100) NOT NULL,
  installed_on timestamp NOT NULL DEFAULT now(),
  execution_time int NOT NULL,
  success boolean NOT NULL,
  CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank)
);
CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history (success);
INSERT INTO public.flyway_schema_history VALUES
  (1, '001', 'create tenants table', 'SQL', 'V001__create_tenants_table.sql', 630644766, 'postgres', '2025-01-10 09:00:00', 21, true),
  (2, '002', 'create users table', 'SQL', 'V002__create_users_table.sql', -1589541081, 'postgres', '2025-01-10 09:00:01', 34, true);
