-- As many rows as make a plan of a query worth looking at: 20 tenants with 500 conversations and messages each.
INSERT INTO public.tenants (id, slug, name)
SELECT md5('load-tenant-' || n)::uuid, 'load-' || n, 'Load tenant ' || n FROM generate_series(1, 20) n;

INSERT INTO public.users (id, tenant_id, email)
SELECT md5('load-user-' || n)::uuid, md5('load-tenant-' || n)::uuid, 'user' || n || '@load.example' FROM generate_series(1, 20) n;

INSERT INTO public.conversations (id, tenant_id, user_id, title, is_archived, created_at, updated_at)
SELECT md5('load-conversation-' || n)::uuid, md5('load-tenant-' || 1 + n % 20)::uuid, md5('load-user-' || 1 + n % 20)::uuid,
       'Load conversation ' || n, n % 7 = 0,
       timestamptz '2025-01-01 00:00:00+00' + n * interval '1 minute', timestamptz '2025-02-01 00:00:00+00' + n * interval '1 minute'
FROM generate_series(1, 10000) n;

INSERT INTO public.messages (id, conversation_id, role, content, model, tokens)
SELECT md5('load-message-' || n)::uuid, md5('load-conversation-' || n)::uuid, 'assistant', 'Answer number ' || n, 'small-1', n % 500
FROM generate_series(1, 10000) n;

ANALYZE public.conversations;
ANALYZE public.messages;
