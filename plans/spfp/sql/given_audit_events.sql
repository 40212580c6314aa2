-- Two events of user 42 and one of user 43, for a look that is rolled back. They are a day old, so that a touch shows.
INSERT INTO public.audit_events (user_id, table_name, row_id, action, created_at, updated_at) VALUES
  (42, 'tasks', 7, 'insert', now() - interval '1 day', now() - interval '1 day'),
  (42, 'leads', 8, 'update', now() - interval '1 day', now() - interval '1 day'),
  (43, 'tasks', 9, 'delete', now() - interval '1 day', now() - interval '1 day');
