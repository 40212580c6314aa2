-- Undoes performance_monitoring.sql: its views, its schema, and the extension where that script installed it. No CASCADE: somebody
-- else's view over these stops it instead of going with them.
BEGIN;

DROP VIEW IF EXISTS monitoring.performance_monitoring_view;
DROP VIEW IF EXISTS monitoring.index_usage;
DROP VIEW IF EXISTS monitoring.connection_usage;
DROP SCHEMA IF EXISTS monitoring;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements'
             AND obj_description(oid, 'pg_extension') = 'installed by the performance monitoring of Aclue') THEN
    DROP EXTENSION pg_stat_statements;
  END IF;
END
$$;

COMMIT;
