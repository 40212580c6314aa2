-- SPFP, safe rollback: drops the 14 indexes by name, and nothing else. No row, no column, no view and no
-- constraint is touched, so whatever the application wrote since stays. Each is dropped CONCURRENTLY: nobody waits.

DROP INDEX CONCURRENTLY IF EXISTS public.idx_goals_user_due;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_accounts_user;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_categories_user_name;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_marketing_posts_planned;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_marketing_posts_owner_day;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_transactions_category;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_transactions_account_date;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_transactions_user_date;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_lead_activities_lead;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_leads_next_contact;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_leads_owner_stage;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_kanban_columns_board;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_tasks_assignee_open_due;
DROP INDEX CONCURRENTLY IF EXISTS public.idx_tasks_board_column;
