\set ON_ERROR_STOP on
\set table orders
\timing on
BEGIN;
\echo creating :table
CREATE TABLE :"table" (id int, name text);
\ir parts/rows.sql
COPY orders (id, name) FROM stdin;
1	a;b
\.
\copy orders from 'data/orders.csv' with (format csv)
COMMIT;
