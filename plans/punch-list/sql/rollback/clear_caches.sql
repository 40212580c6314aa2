-- Block 3 of the rollback: what has expired goes the way it always does, then everything else. Nobody fills it meanwhile, so that
-- an empty cache is one.
LOCK TABLE public.query_cache IN EXCLUSIVE MODE;
SELECT public.clean_expired_cache();
DELETE FROM public.query_cache WHERE true;
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.query_cache) THEN
    RAISE EXCEPTION 'the cache is not empty';
  END IF;
END
$$;
