-- SPFP, database optimizations of 2026-02-16.
--
-- What it adds, and nothing else: 14 indexes, 2 constraints, 5 columns for
-- soft deletion, 1 audit table with row level security, 6 views. No row is
-- changed, no column is dropped, no table is written anew.
--
-- It runs while the application works. Each index is built CONCURRENTLY,
-- constraints are added without looking at the rows and validated later under
-- a lock that lets writers go on. So the script cannot be one transaction:
-- its statements run one by one, each exactly once.
--
-- What must be true before:
--   * no user has two categories whose names differ in case only
--     (the unique index of part 1 would fail)
--   * the function update_updated_at_column() is there
--     (the trigger of part 4 calls it)

-- ---------------------------------------------------------------------------
-- Part 1: indexes (14). Those of one table stand together.
-- ---------------------------------------------------------------------------

-- The kanban board: all cards of a board, column by column.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_tasks_board_column
  ON public.tasks (board_id, column_id, position);

-- What somebody is late with. Finished tasks are most of the table and are
-- never asked for here.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_tasks_assignee_open_due
  ON public.tasks (assignee_id, due_on)
  WHERE status <> 'done';

-- The columns of a board, in their order.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_kanban_columns_board
  ON public.kanban_columns (board_id, position);

-- The sales pipeline of somebody, by stage.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_leads_owner_stage
  ON public.leads (owner_id, stage);

-- Whom to call next.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_leads_next_contact
  ON public.leads (next_contact_on)
  WHERE stage <> 'lost';

-- What happened with a lead, the latest first.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_lead_activities_lead
  ON public.lead_activities (lead_id, happened_at DESC);

-- The history of somebody's money, the latest first.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_transactions_user_date
  ON public.transactions (user_id, occurred_on DESC, id DESC);

-- The same for one account.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_transactions_account_date
  ON public.transactions (account_id, occurred_on DESC);

-- What a category was used for; a delete of a category follows it, too.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_transactions_category
  ON public.transactions (category_id);

-- A month of the marketing calendar.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_marketing_posts_owner_day
  ON public.marketing_posts (owner_id, scheduled_on);

-- What is to be published next, for everybody.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_marketing_posts_planned
  ON public.marketing_posts (scheduled_on)
  WHERE status = 'planned';

-- One name, one category: "Rent" and "rent" are the same to people.
-- This one fails where a user has both.
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS idx_categories_user_name
  ON public.categories (user_id, lower(name));

-- The accounts of somebody.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_accounts_user
  ON public.accounts (user_id);

-- The goals of somebody, the nearest first.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_goals_user_due
  ON public.goals (user_id, due_on);

-- ---------------------------------------------------------------------------
-- Part 2: constraints (2). New rows are held to them at once; old rows are
-- looked at by VALIDATE, which stops nobody.
-- ---------------------------------------------------------------------------

-- A transaction of nothing is a slip of the pen.
ALTER TABLE public.transactions
  ADD CONSTRAINT transactions_amount_not_zero
  CHECK (amount <> 0) NOT VALID;

-- A category without a name cannot be chosen.
ALTER TABLE public.categories
  ADD CONSTRAINT categories_name_not_blank
  CHECK (btrim(name) <> '') NOT VALID;

ALTER TABLE public.transactions
  VALIDATE CONSTRAINT transactions_amount_not_zero;

ALTER TABLE public.categories
  VALIDATE CONSTRAINT categories_name_not_blank;

COMMENT ON CONSTRAINT transactions_amount_not_zero ON public.transactions
  IS 'Money came or went, else nothing happened';
COMMENT ON CONSTRAINT categories_name_not_blank ON public.categories
  IS 'People choose a category by its name';

-- ---------------------------------------------------------------------------
-- Part 3: soft deletion (5 columns). NULL means: not deleted. Without a
-- default the table is not written anew, whatever its size.
-- ---------------------------------------------------------------------------

ALTER TABLE public.accounts
  ADD COLUMN IF NOT EXISTS deleted_at timestamptz;

ALTER TABLE public.transactions
  ADD COLUMN IF NOT EXISTS deleted_at timestamptz;

ALTER TABLE public.tasks
  ADD COLUMN IF NOT EXISTS deleted_at timestamptz;

ALTER TABLE public.leads
  ADD COLUMN IF NOT EXISTS deleted_at timestamptz;

ALTER TABLE public.marketing_posts
  ADD COLUMN IF NOT EXISTS deleted_at timestamptz;

COMMENT ON COLUMN public.accounts.deleted_at
  IS 'When the account was deleted softly; NULL while it is in use';
COMMENT ON COLUMN public.transactions.deleted_at
  IS 'When the transaction was deleted softly; NULL while it is in use';
COMMENT ON COLUMN public.tasks.deleted_at
  IS 'When the task was deleted softly; NULL while it is in use';
COMMENT ON COLUMN public.leads.deleted_at
  IS 'When the lead was deleted softly; NULL while it is in use';
COMMENT ON COLUMN public.marketing_posts.deleted_at
  IS 'When the post was deleted softly; NULL while it is in use';

-- ---------------------------------------------------------------------------
-- Part 4: the audit table. Who did what to which row. Everybody reads what
-- concerns themselves and nothing else; only the application writes.
-- ---------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS public.audit_events (
  id          bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  user_id     bigint NOT NULL REFERENCES public.users,
  table_name  text NOT NULL,
  row_id      bigint NOT NULL,
  action      text NOT NULL
    CHECK (action IN ('insert', 'update', 'delete', 'restore')),
  details     jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE public.audit_events
  IS 'Who did what to which row; cleaned up by a job, see Week 1-2';

ALTER TABLE public.audit_events ENABLE ROW LEVEL SECURITY;

-- The person who asks stands in the claims of the request.
CREATE POLICY audit_events_read_own ON public.audit_events
  FOR SELECT TO authenticated
  USING (user_id = (nullif(current_setting('request.jwt.claims', true), '')
                    ::jsonb ->> 'sub')::bigint);

CREATE POLICY audit_events_write_own ON public.audit_events
  FOR INSERT TO authenticated
  WITH CHECK (user_id = (nullif(current_setting('request.jwt.claims', true), '')
                         ::jsonb ->> 'sub')::bigint);

GRANT SELECT, INSERT ON public.audit_events TO authenticated;

CREATE TRIGGER audit_events_touch
  BEFORE UPDATE ON public.audit_events
  FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

-- ---------------------------------------------------------------------------
-- Part 5: views for analysis (6). They leave out what is deleted softly.
-- ---------------------------------------------------------------------------

CREATE OR REPLACE VIEW public.v_account_balances AS
SELECT a.user_id, a.id AS account_id, a.name, a.balance,
       count(t.id) AS transactions, max(t.occurred_on) AS last_used_on
FROM public.accounts a
LEFT JOIN public.transactions t
  ON t.account_id = a.id AND t.deleted_at IS NULL
WHERE a.deleted_at IS NULL
GROUP BY a.user_id, a.id, a.name, a.balance;

CREATE OR REPLACE VIEW public.v_monthly_spending AS
SELECT t.user_id, date_trunc('month', t.occurred_on)::date AS month,
       c.name AS category, count(*) AS transactions, sum(-t.amount) AS spent
FROM public.transactions t
JOIN public.categories c ON c.id = t.category_id
WHERE t.deleted_at IS NULL AND t.amount < 0
GROUP BY t.user_id, date_trunc('month', t.occurred_on)::date, c.name;

CREATE OR REPLACE VIEW public.v_sales_pipeline AS
SELECT l.owner_id, l.stage, count(*) AS leads, sum(l.value) AS value,
       min(l.next_contact_on) AS next_contact_on
FROM public.leads l
WHERE l.deleted_at IS NULL
GROUP BY l.owner_id, l.stage;

CREATE OR REPLACE VIEW public.v_board_load AS
SELECT c.board_id, c.id AS column_id, c.name AS column_name, c.position,
       count(t.id) AS tasks,
       count(t.id) FILTER (WHERE t.status <> 'done') AS open_tasks
FROM public.kanban_columns c
LEFT JOIN public.tasks t ON t.column_id = c.id AND t.deleted_at IS NULL
GROUP BY c.board_id, c.id, c.name, c.position;

CREATE OR REPLACE VIEW public.v_overdue_tasks AS
SELECT t.assignee_id, t.id AS task_id, t.title, t.due_on,
       current_date - t.due_on AS days_late
FROM public.tasks t
WHERE t.deleted_at IS NULL AND t.status <> 'done'
  AND t.due_on < current_date;

CREATE OR REPLACE VIEW public.v_marketing_month AS
SELECT p.owner_id, date_trunc('month', p.scheduled_on)::date AS month,
       p.channel, count(*) AS posts,
       count(*) FILTER (WHERE p.status = 'published') AS published
FROM public.marketing_posts p
WHERE p.deleted_at IS NULL
GROUP BY p.owner_id, date_trunc('month', p.scheduled_on)::date, p.channel;

COMMENT ON VIEW public.v_account_balances
  IS 'What each account holds, and when it was used last';
COMMENT ON VIEW public.v_monthly_spending
  IS 'What somebody spent in a month, by category';
COMMENT ON VIEW public.v_sales_pipeline
  IS 'How many leads of what value are at each stage';
COMMENT ON VIEW public.v_board_load
  IS 'How many tasks stand in each column of a board';
COMMENT ON VIEW public.v_overdue_tasks
  IS 'What somebody is late with, and for how long';
COMMENT ON VIEW public.v_marketing_month
  IS 'How many posts a month holds, and how many went out';
COMMENT ON INDEX public.idx_categories_user_name
  IS 'One name, one category, however it is written';
COMMENT ON INDEX public.idx_tasks_assignee_open_due
  IS 'Open tasks alone: a twentieth of the table';
COMMENT ON INDEX public.idx_leads_next_contact
  IS 'Lost leads are called by nobody';
COMMENT ON INDEX public.idx_marketing_posts_planned
  IS 'What still has to go out';

-- The planner should know the new indexes' expressions at once.
ANALYZE public.categories;

DO $$
BEGIN
  RAISE NOTICE 'Created: 14 indexes, 2 constraints, 5 columns, 6 views, 1 audit table';
  RAISE NOTICE 'Database optimizations completed successfully!';
END
$$;
