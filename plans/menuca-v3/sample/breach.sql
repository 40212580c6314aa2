-- A badly written nightly report: it locks the dishes for itself again and again, so that every menu waits.
-- `soakgate demo --breach` runs it in production from the first watch on. It changes nothing.
BEGIN;
LOCK TABLE menuca_v3.dishes IN ACCESS EXCLUSIVE MODE;
SELECT pg_sleep(0.1);
COMMIT;
