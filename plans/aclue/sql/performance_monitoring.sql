-- Aclue, what the database says about its own performance: the extension that counts statements, and three views over it. The runbook's
-- columns total_time and mean_time are total_exec_time and mean_exec_time since PostgreSQL 13. Undone by rollback/drop_monitoring.sql.
BEGIN;

-- Whoever installs it signs it, so that taking this back removes what was installed here and nothing else.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements') THEN
    CREATE EXTENSION pg_stat_statements WITH SCHEMA extensions;
    COMMENT ON EXTENSION pg_stat_statements IS 'installed by the performance monitoring of Aclue';
  END IF;
END
$$;

CREATE SCHEMA monitoring;

CREATE VIEW monitoring.performance_monitoring_view AS
SELECT s.query, s.calls, s.total_exec_time AS total_time, s.mean_exec_time AS mean_time,
       round((s.calls / greatest(extract(epoch FROM clock_timestamp() - i.stats_reset) / 3600, 1.0 / 60))::numeric, 1) AS calls_per_hour,
       CASE WHEN s.mean_exec_time < 10 THEN 'A' WHEN s.mean_exec_time < 100 THEN 'B' WHEN s.mean_exec_time < 1000 THEN 'C' ELSE 'D' END
         AS performance_grade
FROM extensions.pg_stat_statements s CROSS JOIN extensions.pg_stat_statements_info i
WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database());

CREATE VIEW monitoring.index_usage AS
SELECT t.relname AS table_name, t.n_live_tup AS live_rows, t.seq_scan, t.idx_scan,
       round(100.0 * t.idx_scan / nullif(t.seq_scan + t.idx_scan, 0), 1) AS index_usage_ratio
FROM pg_stat_user_tables t WHERE t.schemaname = 'public';

CREATE VIEW monitoring.connection_usage AS
SELECT count(*) AS connections, current_setting('max_connections')::int AS max_connections,
       round(100.0 * count(*) / current_setting('max_connections')::int, 1) AS utilisation
FROM pg_stat_activity WHERE backend_type = 'client backend';

COMMIT;
