-- Punch-list, sample data. Deterministic: no random(), no clock, no locale; the same rows on every machine.

INSERT INTO supabase_migrations.schema_migrations (version, statements, name) VALUES
  ('20250902100000', ARRAY['CREATE TABLE public.search_queries (id int PRIMARY KEY, query text NOT NULL UNIQUE, asked bigint NOT NULL)'],
   'search_queries');

-- Person 1 is the administrator; the others are not.
INSERT INTO public.profiles (id, email, role)
SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'person' || n || '@shop.example',
       CASE n WHEN 1 THEN 'admin' ELSE 'member' END
FROM generate_series(1, 20) n;

INSERT INTO public.categories (id, name)
SELECT n, (ARRAY['Kitchen', 'Garden', 'Lighting', 'Storage', 'Bedroom', 'Bath', 'Office', 'Tools', 'Toys', 'Outdoor',
                 'Pets', 'Gifts'])[n]
FROM generate_series(1, 12) n;

INSERT INTO public.products (id, category_id, title, description, price, rating)
SELECT n, 1 + n % 12,
       (ARRAY['Copper', 'Oak', 'Linen', 'Steel', 'Glass', 'Bamboo', 'Wool', 'Clay', 'Brass', 'Cork', 'Slate', 'Pine', 'Cotton'])[1 + n % 13]
       || ' ' || (ARRAY['Kettle', 'Lamp', 'Basket', 'Shelf', 'Chair', 'Bowl', 'Rug', 'Clock', 'Hook', 'Tray', 'Jar', 'Stool', 'Vase',
                        'Bench', 'Mirror', 'Towel'])[1 + n / 13 % 16] || ' No ' || n,
       'Made to last and easy to care for, batch ' || md5('batch ' || n) || ' ' || md5('lot ' || n)
         || ', sent within ' || 1 + n % 9 || ' days, checked by ' || md5('inspector ' || n % 50),
       round(3 + n * 37 % 20000 / 100.0, 2), round(1 + n * 7 % 41 / 10.0, 1)
FROM generate_series(1, 12000) n;

INSERT INTO public.search_queries (id, query, asked)
SELECT n, lower((ARRAY['Copper', 'Oak', 'Linen', 'Steel', 'Glass', 'Bamboo', 'Wool', 'Clay', 'Brass', 'Cork', 'Slate', 'Pine', 'Cotton'])[1 + n % 13]
       || ' ' || (ARRAY['Kettle', 'Lamp', 'Basket', 'Shelf', 'Chair', 'Bowl', 'Rug', 'Clock', 'Hook', 'Tray', 'Jar', 'Stool', 'Vase',
                        'Bench', 'Mirror', 'Towel'])[1 + n / 13 % 16]), 100000 / n
FROM generate_series(1, 200) n;

INSERT INTO public.audit_log (id, actor, action, entity, at)
SELECT n, '00000000-0000-4000-8000-000000000001', (ARRAY['login', 'change price', 'export', 'change role'])[1 + n % 4],
       'product ' || 1 + n * 31 % 12000, timestamptz '2025-09-01 08:00:00+00' + n * interval '53 minutes'
FROM generate_series(1, 300) n;

REFRESH MATERIALIZED VIEW public.category_stats_mv;
REFRESH MATERIALIZED VIEW public.best_rated_mv;
ANALYZE;
