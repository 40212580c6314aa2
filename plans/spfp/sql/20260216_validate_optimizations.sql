-- SPFP, validation of the database optimizations of 2026-02-16. Each row is a check: name, pass, detail. It changes nothing:
-- run it in a transaction that is rolled back (Soakgate does). It goes by what is in the catalog and in the tables, never by
-- what the migration said about itself.

-- 14 indexes: there, valid, on the right table, with the right columns ----------------------------------------------

SELECT 'index ' || wanted.name AS name,
       coalesce(i.indisvalid AND i.indisready AND i.indislive AND t.relname = wanted.tab
                AND pg_get_indexdef(i.indexrelid) LIKE '%(' || wanted.columns || ')%', false) AS pass,
       CASE WHEN i.indexrelid IS NULL THEN 'is missing'
            WHEN NOT i.indisvalid THEN 'is there and not valid: no query uses it'
            ELSE pg_get_indexdef(i.indexrelid) END AS detail
FROM (VALUES
  ('idx_tasks_board_column', 'tasks', 'board_id, column_id, "position"'),
  ('idx_tasks_assignee_open_due', 'tasks', 'assignee_id, due_on'),
  ('idx_kanban_columns_board', 'kanban_columns', 'board_id, "position"'),
  ('idx_leads_owner_stage', 'leads', 'owner_id, stage'),
  ('idx_leads_next_contact', 'leads', 'next_contact_on'),
  ('idx_lead_activities_lead', 'lead_activities', 'lead_id, happened_at DESC'),
  ('idx_transactions_user_date', 'transactions', 'user_id, occurred_on DESC, id DESC'),
  ('idx_transactions_account_date', 'transactions', 'account_id, occurred_on DESC'),
  ('idx_transactions_category', 'transactions', 'category_id'),
  ('idx_marketing_posts_owner_day', 'marketing_posts', 'owner_id, scheduled_on'),
  ('idx_marketing_posts_planned', 'marketing_posts', 'scheduled_on'),
  ('idx_categories_user_name', 'categories', 'user_id, lower(name)'),
  ('idx_accounts_user', 'accounts', 'user_id'),
  ('idx_goals_user_due', 'goals', 'user_id, due_on')
) AS wanted (name, tab, columns)
LEFT JOIN pg_class c ON c.relname = wanted.name AND c.relnamespace = 'public'::regnamespace
LEFT JOIN pg_index i ON i.indexrelid = c.oid
LEFT JOIN pg_class t ON t.oid = i.indrelid;

SELECT 'the index of category names is unique' AS name, count(*) = 1 AS pass, count(*) || ' unique index' AS detail
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relname = 'idx_categories_user_name' AND i.indisunique;

-- 2 constraints: there, and validated against the old rows -----------------------------------------------------------

SELECT 'constraint ' || wanted.name AS name, coalesce(k.convalidated, false) AS pass,
       CASE WHEN k.oid IS NULL THEN 'is missing' WHEN NOT k.convalidated THEN 'was never validated'
            ELSE pg_get_constraintdef(k.oid) END AS detail
FROM (VALUES ('transactions_amount_not_zero', 'transactions'), ('categories_name_not_blank', 'categories')) AS wanted (name, tab)
LEFT JOIN pg_constraint k ON k.conname = wanted.name AND k.conrelid = to_regclass('public.' || wanted.tab);

-- 5 soft-delete columns: right type, no default, nothing deleted by the migration itself ------------------------------

SELECT 'column ' || wanted.tab || '.deleted_at' AS name,
       coalesce(a.atttypid = 'timestamptz'::regtype AND NOT a.attnotnull AND NOT a.atthasdef, false) AS pass,
       CASE WHEN a.attnum IS NULL THEN 'is missing' ELSE format_type(a.atttypid, a.atttypmod) END AS detail
FROM (VALUES ('accounts'), ('transactions'), ('tasks'), ('leads'), ('marketing_posts')) AS wanted (tab)
LEFT JOIN pg_attribute a
  ON a.attrelid = to_regclass('public.' || wanted.tab) AND a.attname = 'deleted_at' AND NOT a.attisdropped;

-- 6 views: there, and they can be read ---------------------------------------------------------------------------------

SELECT 'view ' || wanted.name AS name, c.relkind IS NOT DISTINCT FROM 'v' AS pass,
       CASE WHEN c.oid IS NULL THEN 'is missing' ELSE obj_description(c.oid, 'pg_class') END AS detail
FROM (VALUES ('v_account_balances'), ('v_monthly_spending'), ('v_sales_pipeline'), ('v_board_load'), ('v_overdue_tasks'),
             ('v_marketing_month')) AS wanted (name)
LEFT JOIN pg_class c ON c.relname = wanted.name AND c.relnamespace = 'public'::regnamespace;

-- 1 audit table: row level security on, two policies, its trigger -----------------------------------------------------

SELECT 'audit table' AS name, count(*) = 1 AS pass, count(*) || ' table with row level security' AS detail
FROM pg_class c WHERE c.relname = 'audit_events' AND c.relnamespace = 'public'::regnamespace AND c.relrowsecurity;

SELECT 'audit policy for ' || wanted.command AS name, count(p.policyname) = 1 AS pass,
       coalesce(string_agg(p.policyname::text, ', '), 'is missing') AS detail
FROM (VALUES ('SELECT'), ('INSERT')) AS wanted (command)
LEFT JOIN pg_policies p ON p.schemaname = 'public' AND p.tablename = 'audit_events' AND p.cmd = wanted.command
  AND p.roles = ARRAY['authenticated']::name[]
GROUP BY wanted.command;

SELECT 'audit trigger' AS name, count(*) = 1 AS pass, count(*) || ' trigger that calls update_updated_at_column()' AS detail
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
WHERE t.tgrelid = to_regclass('public.audit_events') AND p.proname = 'update_updated_at_column' AND t.tgenabled = 'O';

-- The data: nothing is lost, nothing is twice ----------------------------------------------------------------------------

SELECT 'no category twice' AS name, count(*) = 0 AS pass, count(*) || ' names used twice by one user' AS detail
FROM (SELECT FROM public.categories GROUP BY user_id, lower(name) HAVING count(*) > 1) twice;

SELECT 'every transaction has its account' AS name, count(*) = 0 AS pass, count(*) || ' transactions without' AS detail
FROM public.transactions t LEFT JOIN public.accounts a ON a.id = t.account_id AND a.user_id = t.user_id WHERE a.id IS NULL;

SELECT 'every task stands on its board' AS name, count(*) = 0 AS pass, count(*) || ' tasks do not' AS detail
FROM public.tasks t LEFT JOIN public.kanban_columns c ON c.id = t.column_id AND c.board_id = t.board_id WHERE c.id IS NULL;

SELECT 'every activity has its lead' AS name, count(*) = 0 AS pass, count(*) || ' activities without' AS detail
FROM public.lead_activities x LEFT JOIN public.leads l ON l.id = x.lead_id WHERE l.id IS NULL;

-- Last, because a missing view is an error here: each can be read, and shows something

SELECT 'view ' || seen.name || ' shows rows' AS name, seen.rows > 0 AS pass, seen.rows || ' rows' AS detail
FROM (SELECT 'v_account_balances' AS name, (SELECT count(*) FROM public.v_account_balances) AS rows
      UNION ALL SELECT 'v_monthly_spending', (SELECT count(*) FROM public.v_monthly_spending)
      UNION ALL SELECT 'v_sales_pipeline', (SELECT count(*) FROM public.v_sales_pipeline)
      UNION ALL SELECT 'v_board_load', (SELECT count(*) FROM public.v_board_load)
      UNION ALL SELECT 'v_overdue_tasks', (SELECT count(*) FROM public.v_overdue_tasks)
      UNION ALL SELECT 'v_marketing_month', (SELECT count(*) FROM public.v_marketing_month)) seen;
