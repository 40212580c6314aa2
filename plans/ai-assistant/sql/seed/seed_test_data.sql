-- Test data for staging: 3 tenants, 6 people, 7 conversations, 14 messages, 7 judgements, 11 days of usage.
-- The same rows each time. A tenant takes everything of its own along when it is deleted.
INSERT INTO public.tenants (id, slug, name)
SELECT md5('test-tenant-' || n)::uuid, 'test-' || n, 'Test tenant ' || n FROM generate_series(1, 3) n;

INSERT INTO public.users (id, tenant_id, email)
SELECT md5('test-user-' || n)::uuid, md5('test-tenant-' || 1 + (n - 1) / 2)::uuid, 'user' || n || '@test.example'
FROM generate_series(1, 6) n;

INSERT INTO public.conversations (id, tenant_id, user_id, title, is_archived)
SELECT md5('test-conversation-' || n)::uuid, u.tenant_id, u.id, 'Test conversation ' || n, n = 7
FROM generate_series(1, 7) n JOIN public.users u ON u.id = md5('test-user-' || 1 + (n - 1) % 6)::uuid;

INSERT INTO public.messages (id, conversation_id, role, content, model, tokens)
SELECT md5('test-message-' || n)::uuid, md5('test-conversation-' || 1 + (n - 1) / 2)::uuid,
       CASE n % 2 WHEN 1 THEN 'user' ELSE 'assistant' END, 'What was said in message ' || n,
       CASE n % 2 WHEN 0 THEN 'small-1' END, 10 * n
FROM generate_series(1, 14) n;

INSERT INTO public.feedback (id, tenant_id, message_id, user_id, rating, comment)
SELECT md5('test-feedback-' || n)::uuid, c.tenant_id, m.id, c.user_id, 1 + n % 5, 'Judgement ' || n
FROM generate_series(1, 7) n
JOIN public.messages m ON m.id = md5('test-message-' || 2 * n)::uuid
JOIN public.conversations c ON c.id = m.conversation_id;

INSERT INTO public.usage_metrics (id, tenant_id, user_id, metric_date, requests, tokens_input, tokens_output, cost)
SELECT md5('test-usage-' || n)::uuid, u.tenant_id, u.id, date '2025-01-01' + n, n, 100 * n, 200 * n, 0.015 * n
FROM generate_series(1, 11) n JOIN public.users u ON u.id = md5('test-user-' || 1 + n % 6)::uuid;

REFRESH MATERIALIZED VIEW public.message_feedback_summary;
REFRESH MATERIALIZED VIEW public.monthly_usage_summary;
