-- Bytes of each table with its indexes; 0 before it exists, which is what the first week is compared with.
SELECT coalesce(pg_total_relation_size(to_regclass('public.conversations')), 0) AS conversations,
       coalesce(pg_total_relation_size(to_regclass('public.messages')), 0) AS messages,
       coalesce(pg_total_relation_size(to_regclass('public.feedback')), 0) AS feedback,
       coalesce(pg_total_relation_size(to_regclass('public.usage_metrics')), 0) AS usage_metrics
