-- Aclue, sample data. Deterministic: no random(), no clock, no locale; the same rows on every machine.
-- 1,000 people, 40 categories (36 active), 2,000 products (1,900 active), 4,000 sessions, 60,000 swipes, 12,000 recommendations.
-- Ids are md5 of words, so that one can be computed anywhere: person 7 is md5('user 7')::uuid.

INSERT INTO auth.users (id, email, encrypted_password, email_confirmed_at, created_at)
SELECT md5('user ' || n)::uuid, 'person' || n || '@aclue.example', md5('person' || n || '@aclue.example:sample'),
       CASE WHEN n % 17 <> 0 THEN timestamptz '2025-03-01 10:00:00+00' + n * interval '3 hours' END,
       timestamptz '2025-03-01 09:00:00+00' + n * interval '3 hours'
FROM generate_series(1, 1000) n;

INSERT INTO public.profiles (id, display_name, locale, marketing, created_at, updated_at)
SELECT md5('user ' || n)::uuid,
       (ARRAY['Ada', 'Blaise', 'Chloe', 'David', 'Emma', 'Felix', 'Grace', 'Henry', 'Iris', 'Jonas', 'Kira'])[1 + n * 7 % 11] || ' ' || n,
       (ARRAY['en-GB', 'en-US', 'de-DE', 'fr-FR'])[1 + n % 4], n % 3 = 0,
       timestamptz '2025-03-01 09:00:00+00' + n * interval '3 hours', timestamptz '2025-03-02 09:00:00+00' + n * interval '3 hours'
FROM generate_series(1, 1000) n;

INSERT INTO public.categories (id, name, slug, is_active)
SELECT n, w.name, lower(replace(w.name, ' ', '-')), n % 10 <> 0
FROM generate_series(1, 40) n,
  LATERAL (SELECT (ARRAY['Home', 'Garden', 'Kitchen', 'Books', 'Music', 'Games', 'Travel', 'Sports'])[1 + n % 8]
    || ' ' || (ARRAY['Gifts', 'Classics', 'Gadgets', 'Sets', 'Extras'])[1 + n / 8 % 5] AS name) w;

INSERT INTO public.products (id, category_id, title, brand, price, affiliate_url, is_active, created_at, updated_at)
SELECT md5('product ' || n)::uuid, 1 + n % 40,
       (ARRAY['Walnut', 'Copper', 'Linen', 'Ceramic', 'Vintage', 'Pocket', 'Nordic'])[1 + n % 7] || ' '
         || (ARRAY['Teapot', 'Notebook', 'Lamp', 'Speaker', 'Board Game', 'Planter', 'Scarf', 'Puzzle', 'Camera', 'Mug', 'Clock'])[1 + n % 11] || ' ' || n,
       (ARRAY['Hearth', 'Lumen', 'Oakline', 'Sable', 'Tidewater'])[1 + n * 3 % 5], (499 + n * 37 % 9500) / 100.0,
       'https://shop.example/item/' || n || '?tag=aclue-21', n % 20 <> 0,
       timestamptz '2025-02-01 00:00:00+00' + n * interval '1 hour', timestamptz '2025-02-01 00:00:00+00' + n * interval '1 hour'
FROM generate_series(1, 2000) n;

INSERT INTO public.swipe_sessions (id, user_id, purpose, started_at, ended_at)
SELECT md5('session ' || n)::uuid, md5('user ' || (1 + n % 1000))::uuid, CASE WHEN n % 3 = 0 THEN 'gift' ELSE 'self' END,
       timestamptz '2025-07-01 08:00:00+00' + n * interval '11 minutes',
       CASE WHEN n % 9 <> 0 THEN timestamptz '2025-07-01 08:06:00+00' + n * interval '11 minutes' END
FROM generate_series(1, 4000) n;

-- Fifteen swipes a session; every third is a like, every fifteenth a super like.
INSERT INTO public.swipe_interactions (id, user_id, session_id, product_id, direction, swiped_at)
SELECT (s - 1) * 15 + k, md5('user ' || (1 + s % 1000))::uuid, md5('session ' || s)::uuid, md5('product ' || (1 + (s * 13 + k * 97) % 2000))::uuid,
       CASE WHEN k = 15 THEN 'up' WHEN k % 3 = 0 THEN 'right' ELSE 'left' END,
       timestamptz '2025-07-01 08:00:00+00' + s * interval '11 minutes' + k * interval '20 seconds'
FROM generate_series(1, 4000) s, generate_series(1, 15) k;

-- Nobody is recommended what is switched off.
INSERT INTO public.recommendations (id, user_id, product_id, score, source, created_at)
SELECT (u - 1) * 12 + k, md5('user ' || u)::uuid, md5('product ' || CASE WHEN p % 20 = 0 THEN p - 1 ELSE p END)::uuid,
       0.5 + (u * 7 + k * 13) % 500 / 1000.0, 'model', timestamptz '2025-08-01 00:00:00+00' + k * interval '1 minute'
FROM generate_series(1, 1000) u, generate_series(1, 12) k, LATERAL (SELECT 1 + (u * 31 + k * 151) % 2000 AS p) w;

INSERT INTO public.gift_links (id, user_id, token, product_id, expires_at)
SELECT md5('link ' || n)::uuid, md5('user ' || (1 + n * 3 % 1000))::uuid, substr(md5('token ' || n), 1, 16),
       CASE WHEN n % 4 <> 0 THEN md5('product ' || (1 + n * 11 % 2000))::uuid END, timestamptz '2026-01-01 00:00:00+00' + n * interval '1 day'
FROM generate_series(1, 500) n;

SELECT setval(pg_get_serial_sequence('public.categories', 'id'), 40);
SELECT setval(pg_get_serial_sequence('public.swipe_interactions', 'id'), 60000);
SELECT setval(pg_get_serial_sequence('public.recommendations', 'id'), 12000);

ANALYZE;
