-- What must be true of the data and of earlier migrations before this one may run.
SELECT
  (SELECT count(*) FROM (SELECT FROM public.categories GROUP BY user_id, lower(name) HAVING count(*) > 1) twice)
    AS "duplicate-categories",
  (SELECT count(*) FROM public.categories WHERE btrim(name) = '') AS "blank-categories",
  (SELECT count(*) FROM public.transactions WHERE amount = 0) AS "zero-transactions",
  (SELECT count(*) FROM pg_proc p
    WHERE p.proname = 'update_updated_at_column' AND p.pronamespace = 'public'::regnamespace
      AND p.prorettype = 'trigger'::regtype) AS "trigger-functions",
  (SELECT count(*) FROM pg_roles WHERE rolname = 'authenticated') AS "api-roles"
