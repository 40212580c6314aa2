-- How much of what the migration promises is there, by name: a figure per promise.
SELECT
  (SELECT count(*) FROM pg_index i
     JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indisvalid AND i.indisready AND c.relnamespace = 'public'::regnamespace
      AND c.relname IN (
        'idx_tasks_board_column', 'idx_tasks_assignee_open_due', 'idx_kanban_columns_board', 'idx_leads_owner_stage',
        'idx_leads_next_contact', 'idx_lead_activities_lead', 'idx_transactions_user_date', 'idx_transactions_account_date',
        'idx_transactions_category', 'idx_marketing_posts_owner_day', 'idx_marketing_posts_planned',
        'idx_categories_user_name', 'idx_accounts_user', 'idx_goals_user_due')) AS indexes,
  (SELECT count(*) FROM pg_constraint k
    WHERE k.convalidated AND k.connamespace = 'public'::regnamespace
      AND k.conname IN ('transactions_amount_not_zero', 'categories_name_not_blank')) AS constraints,
  (SELECT count(*) FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attname = 'deleted_at' AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace
      AND c.relname IN ('accounts', 'transactions', 'tasks', 'leads', 'marketing_posts')) AS columns,
  (SELECT count(*) FROM pg_class c
    WHERE c.relkind = 'v' AND c.relnamespace = 'public'::regnamespace
      AND c.relname IN ('v_account_balances', 'v_monthly_spending', 'v_sales_pipeline', 'v_board_load', 'v_overdue_tasks',
                        'v_marketing_month')) AS views,
  (SELECT count(*) FROM pg_class c
    WHERE c.relname = 'audit_events' AND c.relkind = 'r' AND c.relrowsecurity
      AND c.relnamespace = 'public'::regnamespace) AS "audit-tables",
  (SELECT count(*) FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = 'audit_events') AS "audit-policies"
