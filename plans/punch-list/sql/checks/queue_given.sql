-- Something to drain: one cached answer of category 1, and three of its products change. Run in a transaction that is rolled back.
SELECT public.warm_cache_top_queries(20);
UPDATE public.products SET price = price WHERE id IN (12, 24, 36);
