-- A client that reads what its role may not, again and again: the server's log fills with refusals.
-- `soakgate demo --plan ai-assistant --breach` runs it in production from the first watch on. It changes nothing.
SELECT pg_sleep(0.5);
SET ROLE authenticated;
SELECT count(*) FROM public.message_feedback_summary;
