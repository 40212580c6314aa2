\ir orders.sql
