-- One conversation of long ago: what a trigger changes shows, though now() stands still in a transaction.
INSERT INTO public.tenants (id, slug, name) VALUES ('a0000000-0000-4000-8000-000000000000', 'soakgate-a', 'A');
INSERT INTO public.users (id, tenant_id, email)
VALUES ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000000', 'one@a.example');
INSERT INTO public.conversations (id, tenant_id, user_id, title, created_at, updated_at)
VALUES ('a0000000-0000-4000-8000-0000000000c1', 'a0000000-0000-4000-8000-000000000000',
        'a0000000-0000-4000-8000-000000000001', 'Long ago', '2020-01-01 00:00:00+00', '2020-01-01 00:00:00+00');
