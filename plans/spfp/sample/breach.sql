-- A report that locks the tasks for itself again and again, so that every board waits: what was gained is lost.
-- `soakgate demo --plan spfp --breach` runs it in production from the first watch on. It changes nothing.
BEGIN;
LOCK TABLE public.tasks IN ACCESS EXCLUSIVE MODE;
SELECT pg_sleep(0.4);
COMMIT;
