-- Block 3 of the rollback: what has expired goes the way it always does, then everything else.
SELECT public.clean_expired_cache();
DELETE FROM public.query_cache WHERE true;
