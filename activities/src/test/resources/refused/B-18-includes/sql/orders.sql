\i sql/first.sql
\ir ../../../etc/orders.sql
\ir secnd.sql
