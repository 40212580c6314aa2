-- Aclue, what the first script was to create: each figure is how much of it is there and works.
WITH wanted (name) AS (VALUES ('affiliate_clicks'), ('user_preferences'), ('session_analytics'), ('product_views'), ('recommendation_feedback')),
present AS (SELECT c.oid, c.relname, c.relrowsecurity FROM pg_class c JOIN wanted ON wanted.name = c.relname
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'),
indexes (name) AS (VALUES ('idx_affiliate_clicks_user'), ('idx_affiliate_clicks_product'), ('idx_affiliate_clicks_session'),
  ('idx_affiliate_clicks_converted'), ('idx_user_preferences_categories'), ('idx_session_analytics_user'), ('idx_session_analytics_started'),
  ('idx_product_views_product'), ('idx_product_views_user'), ('idx_recommendation_feedback_user'))
SELECT (SELECT count(*) FROM present) AS tables,
       (SELECT count(*) FROM present WHERE relrowsecurity) AS "with-rls",
       (SELECT count(*) FROM indexes WHERE NOT EXISTS (
          SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
          WHERE c.relname = indexes.name AND i.indrelid IN (SELECT oid FROM present))) AS "missing-indexes",
       (SELECT count(*) FROM pg_index i WHERE i.indrelid IN (SELECT oid FROM present) AND NOT (i.indisvalid AND i.indisready)) AS "invalid-indexes",
       (SELECT count(*) FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgrelid IN (SELECT oid FROM present)) AS triggers,
       (SELECT count(*) FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgrelid IN (SELECT oid FROM present) AND t.tgenabled = 'D')
         AS "disabled-triggers",
       (SELECT count(*) FROM present p WHERE NOT has_table_privilege('service_role', p.oid, 'SELECT,INSERT,UPDATE,DELETE')) AS "closed-to-service"
