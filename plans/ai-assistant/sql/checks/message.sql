-- One judged message.
INSERT INTO public.tenants (id, slug, name) VALUES ('a0000000-0000-4000-8000-000000000000', 'soakgate-a', 'A');
INSERT INTO public.users (id, tenant_id, email)
VALUES ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000000', 'one@a.example');
INSERT INTO public.conversations (id, tenant_id, user_id, title)
VALUES ('a0000000-0000-4000-8000-0000000000c1', 'a0000000-0000-4000-8000-000000000000',
        'a0000000-0000-4000-8000-000000000001', 'A');
INSERT INTO public.messages (id, conversation_id, role, content)
VALUES ('a0000000-0000-4000-8000-0000000000d1', 'a0000000-0000-4000-8000-0000000000c1', 'assistant', 'Hello');
INSERT INTO public.feedback (tenant_id, message_id, user_id, rating)
VALUES ('a0000000-0000-4000-8000-000000000000', 'a0000000-0000-4000-8000-0000000000d1',
        'a0000000-0000-4000-8000-000000000001', 5);
