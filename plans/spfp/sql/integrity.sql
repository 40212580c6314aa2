-- Rows that point at nothing, or that belong to somebody else than what they point at.
SELECT
  (SELECT count(*) FROM public.transactions t LEFT JOIN public.accounts a ON a.id = t.account_id WHERE a.id IS NULL)
    AS "lost-transactions",
  (SELECT count(*) FROM public.transactions t JOIN public.accounts a ON a.id = t.account_id WHERE a.user_id <> t.user_id)
    AS "foreign-transactions",
  (SELECT count(*) FROM public.tasks t LEFT JOIN public.kanban_columns c ON c.id = t.column_id AND c.board_id = t.board_id
    WHERE c.id IS NULL) AS "lost-tasks",
  (SELECT count(*) FROM public.lead_activities x LEFT JOIN public.leads l ON l.id = x.lead_id WHERE l.id IS NULL)
    AS "lost-activities"
