-- AI Assistant Platform, sample data. Deterministic: no random(), no clock, no locale; the same rows on every machine.
-- 40 tenants and their 200 people. What the plan creates is empty at first, as the runbook has it.

INSERT INTO public.tenants (id, slug, name, created_at)
SELECT md5('tenant ' || n)::uuid, 'tenant-' || n, 'Tenant ' || n, timestamptz '2025-01-11 08:00:00+00' + n * interval '5 hours'
FROM generate_series(1, 40) n;

INSERT INTO public.users (id, tenant_id, email, created_at)
SELECT md5('user ' || n)::uuid, md5('tenant ' || 1 + n % 40)::uuid, 'user' || n || '@tenants.example',
       timestamptz '2025-01-12 08:00:00+00' + n * interval '3 hours'
FROM generate_series(1, 200) n;

ANALYZE;
