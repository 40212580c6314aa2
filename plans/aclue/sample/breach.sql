-- A report that locks the recommendations for itself again and again, so that everybody who swipes waits.
-- `soakgate demo --plan aclue --breach` runs it in production from the first watch on. It changes nothing.
BEGIN;
LOCK TABLE public.recommendations IN ACCESS EXCLUSIVE MODE;
SELECT pg_sleep(0.3);
COMMIT;
