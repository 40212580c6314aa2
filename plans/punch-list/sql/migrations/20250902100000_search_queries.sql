-- Pushed in September; the shop's other tables are older than its migrations.

CREATE TABLE public.search_queries (
  id int PRIMARY KEY,
  query text NOT NULL UNIQUE,
  asked bigint NOT NULL
);
