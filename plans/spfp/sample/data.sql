-- SPFP, sample data. Deterministic: no random(), no clock, no locale; the same rows on every machine.
-- 400 users, 120,000 transactions, 90,000 tasks, 60,000 leads, 60,000 marketing posts.

INSERT INTO public.users (id, email, full_name, plan, created_at, updated_at)
SELECT n, 'user' || n || '@spfp.example',
       (ARRAY['Ana', 'Bruno', 'Carla', 'Davi', 'Elisa', 'Fabio', 'Gina'])[1 + n % 7] || ' '
         || (ARRAY['Alves', 'Barros', 'Costa', 'Dias', 'Esteves', 'Faria'])[1 + n % 6],
       (ARRAY['free', 'pro', 'team'])[1 + n % 3],
       timestamptz '2025-01-01 09:00:00+00' + n * interval '7 hours', timestamptz '2025-10-01 09:00:00+00' + n * interval '5 hours'
FROM generate_series(1, 400) n;

-- Money ---------------------------------------------------------------------------------------------------------

INSERT INTO public.accounts (id, user_id, name, kind, balance, created_at, updated_at)
SELECT (u - 1) * 3 + k, u, (ARRAY['Everyday', 'Reserve', 'Card'])[k], (ARRAY['checking', 'savings', 'card'])[k],
       (u * 137 + k * 911) % 20000 / 4.0, timestamptz '2025-01-02 09:00:00+00' + u * interval '7 hours', timestamptz '2025-11-01 09:00:00+00'
FROM generate_series(1, 400) u, generate_series(1, 3) k;

-- Names are written in capitals and small letters, never twice by one user.
INSERT INTO public.categories (id, user_id, name, kind)
SELECT (u - 1) * 8 + k, u,
       (ARRAY['Salary', 'Rent', 'groceries', 'Transport', 'health', 'Leisure', 'Taxes', 'Other'])[k], CASE k WHEN 1 THEN 'income' ELSE 'expense' END
FROM generate_series(1, 400) u, generate_series(1, 8) k;

-- 300 a user, stored day by day as an application writes them: the rows of one user lie all over the table.
INSERT INTO public.transactions (id, user_id, account_id, category_id, amount, occurred_on, description, created_at)
SELECT n, u, (u - 1) * 3 + 1 + n / 400 % 3, (u - 1) * 8 + 1 + n / 400 % 8,
       CASE WHEN n / 400 % 8 = 0 THEN 1 ELSE -1 END * (1 + (n::bigint * 37 % 90000) / 100.0),
       date '2025-04-01' + n / 400, 'Entry ' || substr(md5('entry ' || n), 1, 12), timestamptz '2025-04-01 12:00:00+00' + n / 400 * interval '1 day'
FROM (SELECT n, 1 + n * 7 % 400 AS u FROM generate_series(1, 120000) n) t;

INSERT INTO public.goals (id, user_id, name, target, saved, due_on)
SELECT (u - 1) * 2 + k, u, (ARRAY['Travel', 'New home'])[k], 1000 * (1 + u % 50), u * 11 % 900, date '2026-06-01' + u % 300
FROM generate_series(1, 400) u, generate_series(1, 2) k;

INSERT INTO public.budgets (user_id, category_id, month, amount)
SELECT u, (u - 1) * 8 + k, date '2026-01-01' + (m * 31), 100 + u % 37 * 10 FROM generate_series(1, 400) u, generate_series(2, 8) k, generate_series(0, 1) m;

-- Work: a board a user, five columns, 225 tasks ------------------------------------------------------------------------

INSERT INTO public.kanban_boards (id, owner_id, name) SELECT n, n, 'Board of user ' || n FROM generate_series(1, 400) n;

INSERT INTO public.kanban_columns (id, board_id, name, position)
SELECT (b - 1) * 5 + k, b, (ARRAY['Ideas', 'Next', 'Doing', 'Review', 'Done'])[k], k FROM generate_series(1, 400) b, generate_series(1, 5) k;

-- 19 of 20 are done.
INSERT INTO public.tasks (id, board_id, column_id, assignee_id, title, status, position, due_on, updated_at)
SELECT n, b, (b - 1) * 5 + CASE WHEN open THEN 1 + n / 8000 % 4 ELSE 5 END, 1 + (b + n / 400) % 400,
       'Task ' || substr(md5('task ' || n), 1, 16),
       CASE WHEN NOT open THEN 'done' WHEN n / 8000 % 4 = 2 THEN 'doing' ELSE 'open' END, n / 400, date '2025-06-01' + n / 400,
       timestamptz '2025-06-01 08:00:00+00' + n / 400 * interval '1 day'
FROM (SELECT n, 1 + n * 11 % 400 AS b, n / 400 % 20 = 7 AS open FROM generate_series(1, 90000) n) t;

-- Sales ---------------------------------------------------------------------------------------------------------

INSERT INTO public.clients (id, owner_id, name, email)
SELECT n, 1 + n % 400, 'Client ' || substr(md5('client ' || n), 1, 8), 'client' || n || '@clients.example' FROM generate_series(1, 4000) n;

INSERT INTO public.leads (id, owner_id, client_id, title, stage, value, next_contact_on, created_at)
SELECT n, o, 1 + n % 4000, 'Lead ' || substr(md5('lead ' || n), 1, 16), (ARRAY['new', 'contacted', 'offer', 'won', 'lost'])[1 + n / 400 % 5],
       100 + (n::bigint * 53 % 900000) / 100.0, CASE WHEN n % 9 = 0 THEN NULL ELSE date '2026-02-01' + n / 400 % 60 END,
       timestamptz '2025-05-01 10:00:00+00' + n / 400 * interval '2 days'
FROM (SELECT n, 1 + n * 13 % 400 AS o FROM generate_series(1, 60000) n) t;

INSERT INTO public.lead_activities (id, lead_id, kind, note, happened_at)
SELECT n, 1 + n::bigint * 17 % 60000, (ARRAY['call', 'mail', 'meeting'])[1 + n % 3], 'Note ' || substr(md5('note ' || n), 1, 10),
       timestamptz '2025-06-01 10:00:00+00' + n * interval '11 minutes'
FROM generate_series(1, 30000) n;

-- Marketing -----------------------------------------------------------------------------------------------------

INSERT INTO public.marketing_posts (id, owner_id, channel, title, status, scheduled_on)
SELECT n, o, (ARRAY['instagram', 'blog', 'mail', 'video'])[1 + n / 400 % 4], 'Post ' || substr(md5('post ' || n), 1, 16),
       CASE WHEN n / 400 < 130 THEN 'published' WHEN n / 400 % 3 = 0 THEN 'idea' ELSE 'planned' END, date '2025-10-01' + n / 400
FROM (SELECT n, 1 + n * 17 % 400 AS o FROM generate_series(1, 60000) n) t;

-- Every sequence goes on behind the last row, and the planner knows the tables from the first query on.
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT c.oid::regclass AS name, pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS sequence
           FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> '' AND NOT a.attisdropped
           WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
           ORDER BY c.relname
  LOOP
    IF t.sequence IS NOT NULL THEN
      EXECUTE format('SELECT setval(%L, (SELECT max(id) FROM %s))', t.sequence, t.name);
    END IF;
    EXECUTE format('ANALYZE %s', t.name);
  END LOOP;
END
$$;
