-- MenuCA V3, sample data. Deterministic: no random(), no clock, no locale; the same rows on every machine.
-- 351 restaurants, 10,585 dishes, 8,234 combo groups, and the 63 combo items that the migration from V1 left over.

INSERT INTO menuca_v3.provinces (id, name, short_name, tax_rate) VALUES
  (1, 'Ontario', 'ON', 0.13), (2, 'Quebec', 'QC', 0.14975), (3, 'British Columbia', 'BC', 0.12),
  (4, 'Alberta', 'AB', 0.05), (5, 'Nova Scotia', 'NS', 0.15);

INSERT INTO menuca_v3.cities (id, province_id, name, time_zone) VALUES
  (1, 1, 'Ottawa', 'America/Toronto'), (2, 1, 'Toronto', 'America/Toronto'), (3, 1, 'Kingston', 'America/Toronto'),
  (4, 1, 'Hamilton', 'America/Toronto'), (5, 2, 'Gatineau', 'America/Toronto'), (6, 2, 'Montreal', 'America/Toronto'),
  (7, 3, 'Vancouver', 'America/Vancouver'), (8, 3, 'Victoria', 'America/Vancouver'), (9, 4, 'Calgary', 'America/Edmonton'),
  (10, 4, 'Edmonton', 'America/Edmonton'), (11, 5, 'Halifax', 'America/Halifax'), (12, 5, 'Truro', 'America/Halifax');

INSERT INTO menuca_v3.cuisine_types (id, name, display_order)
SELECT n, (ARRAY['Pizza', 'Lebanese', 'Thai', 'Indian', 'Greek', 'Chinese', 'Vietnamese', 'Mexican', 'Burgers', 'Sushi'])[n], n * 10
FROM generate_series(1, 10) n;

INSERT INTO menuca_v3.marketing_tags (id, name, synonyms) VALUES
  (1, 'vegan', ARRAY['plant based', 'meatless']), (2, 'halal', ARRAY['zabiha']), (3, 'gluten free', ARRAY['no gluten', 'celiac']),
  (4, 'late night', ARRAY['after midnight']), (5, 'family', ARRAY['kids', 'group']), (6, 'new', ARRAY[]::text[]);

INSERT INTO menuca_v3.allergens (id, name, severity)
SELECT n, (ARRAY['peanuts', 'tree nuts', 'milk', 'eggs', 'fish', 'shellfish', 'soy', 'wheat', 'sesame'])[n], 1 + n % 3
FROM generate_series(1, 9) n;

INSERT INTO menuca_v3.platform_settings (key, value, updated_at)
SELECT 'setting.' || n, jsonb_build_object('enabled', n % 3 <> 0, 'limit', n * 25), timestamptz '2025-01-01 00:00:00+00' + n * interval '1 hour'
FROM generate_series(1, 24) n;

INSERT INTO menuca_v3.payment_providers (id, name, currencies, options) VALUES
  (1, 'Maple Pay', ARRAY['CAD'], '{"capture": "later",  "retries": 3}'),
  (2, 'North Card', ARRAY['CAD', 'USD'], '{"capture": "at once", "retries": 1}'),
  (3, 'Cash', ARRAY['CAD'], '{}');

INSERT INTO menuca_v3.admin_users (id, email, full_name, scopes, created_at)
SELECT n, 'admin' || n || '@menuca.example', (ARRAY['Ada', 'Blaise', 'Chloe', 'David', 'Emma', 'Felix'])[n] || ' Admin',
       ARRAY['read', 'write', 'refund'], timestamptz '2024-06-01 12:00:00+00' + n * interval '26 hours'
FROM generate_series(1, 6) n;

-- Tenants ---------------------------------------------------------------------------------------------------------

INSERT INTO menuca_v3.restaurants (id, public_id, name, slug, status, services, legacy_v1_id, created_at, updated_at)
SELECT n, md5('restaurant ' || n)::uuid, w.name, lower(replace(w.name, ' ', '-')) || '-' || n,
       CASE WHEN n % 29 = 0 THEN 'suspended' WHEN n % 31 = 0 THEN 'pending' ELSE 'active' END::menuca_v3.restaurant_status,
       CASE n % 3 WHEN 0 THEN ARRAY['delivery', 'takeout', 'dine_in'] WHEN 1 THEN ARRAY['delivery', 'takeout'] ELSE ARRAY['takeout'] END::menuca_v3.service_type[],
       500 + 2 * n, timestamptz '2024-01-01 09:00:00+00' + n * interval '13 hours', timestamptz '2025-01-01 09:00:00+00' + n * interval '7 hours'
FROM generate_series(1, 351) n,
  LATERAL (SELECT (ARRAY['Golden', 'Little', 'Royal', 'Old Town', 'Green', 'Blue Door', 'Riverside', 'Corner', 'Uncle Sam', 'Harbour', 'Maple'])[1 + n * 5 % 11]
    || ' ' || (ARRAY['Kitchen', 'Pizzeria', 'Grill', 'Noodle House', 'Shawarma', 'Curry', 'Diner', 'Bistro', 'Taqueria', 'Sushi', 'Bakery', 'Wok', 'Garden'])[1 + n * 7 % 13] AS name) w;

INSERT INTO menuca_v3.restaurant_locations (id, restaurant_id, city_id, street, postal_code, latitude, longitude)
SELECT n, n, 1 + n % 12, (10 + n * 17 % 900) || ' ' || (ARRAY['Bank', 'Elgin', 'Main', 'King', 'Queen', 'Park', 'Rideau'])[1 + n % 7] || ' Street',
       'K' || n % 10 || 'A ' || n % 9 || 'B' || n % 8, 43 + n * 0.017, -75 - n * 0.013
FROM generate_series(1, 351) n;

INSERT INTO menuca_v3.restaurant_contacts (id, restaurant_id, full_name, email, phone, is_primary)
SELECT n, 1 + n % 351, (ARRAY['Alex', 'Sam', 'Noor', 'Jo', 'Kim', 'Rene', 'Lee'])[1 + n % 7] || ' ' || (ARRAY['Martin', 'Singh', 'Roy', 'Chen', 'Haddad'])[1 + n % 5],
       'contact' || n || '@restaurants.example', '613-555-' || lpad((n * 13 % 10000)::text, 4, '0'), n <= 351
FROM generate_series(1, 500) n;

INSERT INTO menuca_v3.restaurant_schedules (id, restaurant_id, service, weekday, opens, closes)
SELECT (r - 1) * 7 + d, r, 'delivery', d, time '10:00' + (r % 3) * interval '30 minutes', time '21:00' + (r % 4) * interval '30 minutes'
FROM generate_series(1, 351) r, generate_series(1, 7) d;

INSERT INTO menuca_v3.restaurant_special_hours (id, restaurant_id, day, closed, note)
SELECT n, n, date '2025-12-24' + n % 9, n % 2 = 0, CASE WHEN n % 4 = 0 THEN NULL ELSE 'Holiday season' END FROM generate_series(1, 351) n;

INSERT INTO menuca_v3.restaurant_domains (id, restaurant_id, domain, verified)
SELECT n, n, 'r' || n || '.menuca.example', n % 6 <> 0 FROM generate_series(1, 351) n;

INSERT INTO menuca_v3.restaurant_cuisines (restaurant_id, cuisine_type_id)
SELECT r, 1 + (r + k * 3) % 10 FROM generate_series(1, 351) r, generate_series(0, 1) k;

INSERT INTO menuca_v3.restaurant_tags (restaurant_id, tag_id)
SELECT r, 1 + (r + k) % 6 FROM generate_series(1, 351) r, generate_series(0, 2) k WHERE (r + k) % 4 <> 0;

INSERT INTO menuca_v3.restaurant_settings (restaurant_id, settings, preparation)
SELECT n, jsonb_build_object('theme', (ARRAY['light', 'dark'])[1 + n % 2], 'tip', jsonb_build_array(10, 15, 10 + n % 15), 'print', n % 5 = 0),
       (15 + n % 30) * interval '1 minute'
FROM generate_series(1, 351) n;

INSERT INTO menuca_v3.restaurant_admins (id, restaurant_id, email, password_hash, is_active)
SELECT n, 1 + n % 351, 'owner' || n || '@restaurants.example', encode(sha256(('owner ' || n)::bytea), 'hex'), n % 17 <> 0
FROM generate_series(1, 430) n;

-- Menu ------------------------------------------------------------------------------------------------------------

INSERT INTO menuca_v3.courses (id, restaurant_id, name, description, display_order, is_active)
SELECT (r - 1) * 8 + c, r, (ARRAY['Starters', 'Soups', 'Salads', 'Mains', 'Specialties', 'Sides', 'Desserts', 'Drinks'])[c],
       'Course ' || c || ' of our menu, in twenty-two languages: ' || (SELECT string_agg(md5(r || ' ' || c || ' ' || n), ' ') FROM generate_series(1, 22) n),
       c * 10, (r + c) % 41 <> 0
FROM generate_series(1, 351) r, generate_series(1, 8) c;

-- Between 20 and 40 dishes a restaurant, 60 for restaurant 123; stored restaurant by restaurant, as an import writes them.
INSERT INTO menuca_v3.dishes (id, restaurant_id, course_id, name, description, base_price, tags, nutrition, is_active, display_order, legacy_v1_id, created_at, updated_at)
SELECT id, r, (r - 1) * 8 + 1 + k % 8,
       (ARRAY['Crispy', 'Spicy', 'Smoked', 'Grilled', 'House', 'Sweet', 'Roasted', 'Classic', 'Garlic', 'Lemon', 'Fresh'])[1 + id * 3 % 11] || ' '
         || (ARRAY['Chicken', 'Beef', 'Tofu', 'Shrimp', 'Lamb', 'Salmon', 'Mushroom', 'Paneer', 'Falafel', 'Pork', 'Eggplant', 'Turkey', 'Lentil'])[1 + id * 5 % 13] || ' '
         || (ARRAY['Bowl', 'Wrap', 'Plate', 'Curry', 'Pizza', 'Salad', 'Soup', 'Skewer', 'Burger', 'Noodles'])[1 + id * 7 % 10],
       'Prepared to order, recipe ' || md5('dish ' || id) || md5('recipe ' || id),
       4 + (id * 37 % 2200) / 100.0, CASE WHEN id % 5 = 0 THEN ARRAY['vegan', 'new'] WHEN id % 3 = 0 THEN ARRAY['halal'] ELSE ARRAY[]::text[] END,
       CASE WHEN id % 10 = 0 THEN NULL ELSE jsonb_build_object('kcal', 150 + id * 11 % 900, 'salt', id % 30 / 10.0) END,
       id % 23 <> 0, k, 20000 + 3 * id, timestamptz '2024-03-01 08:00:00+00' + id * interval '17 minutes', timestamptz '2025-02-01 08:00:00+00' + id * interval '11 minutes'
FROM (SELECT row_number() OVER (ORDER BY r, k) AS id, r, k
      FROM generate_series(1, 351) r, LATERAL generate_series(1, CASE r WHEN 123 THEN 60 ELSE 20 + r * 19 % 21 END) k) slot
WHERE id <= 10585 ORDER BY id;

INSERT INTO menuca_v3.dish_prices (id, dish_id, size_name, price)
SELECT (d.id - 1) * 2 + s, d.id, (ARRAY['Regular', 'Large'])[s], d.base_price + (s - 1) * 3.50
FROM menuca_v3.dishes d, generate_series(1, 2) s ORDER BY 1;

INSERT INTO menuca_v3.dish_allergens (dish_id, allergen_id)
SELECT d, 1 + (d / 2 + k * 4) % 9 FROM generate_series(2, 10584, 2) d, generate_series(0, 1) k;

INSERT INTO menuca_v3.dish_photos (id, dish_id, path, checksum)
SELECT n, n * 5, 'dishes/' || md5('photo ' || n) || '.webp', sha256(('photo ' || n)::bytea) FROM generate_series(1, 2000) n;

INSERT INTO menuca_v3.dish_inventory (dish_id, left_today, counted_at)
SELECT n * 4, n * 7 % 60, timestamptz '2025-10-09 06:00:00+00' + n * interval '3 seconds' FROM generate_series(1, 2500) n;

INSERT INTO menuca_v3.ingredients (id, restaurant_id, name, price)
SELECT (r - 1) * 6 + k, r, (ARRAY['Cheese', 'Olives', 'Bacon', 'Hot sauce', 'Rice', 'Garlic dip'])[k], k * 0.50 FROM generate_series(1, 351) r, generate_series(1, 6) k;

INSERT INTO menuca_v3.ingredient_groups (id, restaurant_id, name, picks)
SELECT (r - 1) * 2 + k, r, (ARRAY['Toppings', 'Sauces'])[k], int4range(0, 2 + r % 4, '[]') FROM generate_series(1, 351) r, generate_series(1, 2) k;

INSERT INTO menuca_v3.ingredient_group_items (ingredient_group_id, ingredient_id, display_order)
SELECT (r - 1) * 2 + g, (r - 1) * 6 + (g - 1) * 3 + k, k FROM generate_series(1, 351) r, generate_series(1, 2) g, generate_series(1, 3) k;

INSERT INTO menuca_v3.dish_modifiers (id, dish_id, ingredient_group_id, is_required)
SELECT row_number() OVER (ORDER BY d.id), d.id, (d.restaurant_id - 1) * 2 + 1 + d.id % 2, d.id % 14 = 0
FROM menuca_v3.dishes d WHERE d.id % 2 = 0;

INSERT INTO menuca_v3.menu_schedules (id, restaurant_id, course_id, starts, ends)
SELECT n, n, (n - 1) * 8 + 4, time '11:00', time '14:30' FROM generate_series(1, 351) n;

-- Between 15 and 32 combos a restaurant, 60 for restaurant 123.
INSERT INTO menuca_v3.combo_groups (id, restaurant_id, name, description, price, is_active, legacy_v1_id, created_at, updated_at)
SELECT id, r, (ARRAY['Family', 'Lunch', 'Party', 'Date Night', 'Student', 'Game Day', 'Weekend'])[1 + id * 3 % 7] || ' ' || (ARRAY['Combo', 'Box', 'Feast', 'Deal', 'Platter'])[1 + id % 5] || ' ' || k,
       'Everything in one order, ' || md5('combo ' || id), 15 + (id * 53 % 4500) / 100.0, id % 37 <> 0, 100000 + 7 * id,
       timestamptz '2024-04-01 08:00:00+00' + id * interval '19 minutes', timestamptz '2025-03-01 08:00:00+00' + id * interval '13 minutes'
FROM (SELECT row_number() OVER (ORDER BY r, k) AS id, r, k
      FROM generate_series(1, 351) r, LATERAL generate_series(1, CASE r WHEN 123 THEN 60 ELSE 15 + r * 19 % 18 END) k) slot
WHERE id <= 8234 ORDER BY id;

-- The three first dishes of 21 combos, as V1 had them (v1_combos.sql computes the same dishes).
INSERT INTO menuca_v3.combo_items (id, combo_group_id, dish_id, quantity, display_order, created_at)
SELECT row_number() OVER (ORDER BY g.id, j), g.id, m.first + (g.id * 5 + j) % m.dishes, 1, j, timestamptz '2025-04-01 08:00:00+00'
FROM menuca_v3.combo_groups g
JOIN (SELECT restaurant_id, min(id) AS first, count(*) AS dishes FROM menuca_v3.dishes GROUP BY restaurant_id) m USING (restaurant_id),
  generate_series(0, 2) j
WHERE g.id % 391 = 0;

INSERT INTO menuca_v3.combo_group_prices (id, combo_group_id, size_name, price)
SELECT id, id, 'Regular', price FROM menuca_v3.combo_groups ORDER BY id;

INSERT INTO menuca_v3.combo_group_modifiers (id, combo_group_id, ingredient_group_id)
SELECT row_number() OVER (ORDER BY id), id, (restaurant_id - 1) * 2 + 1 FROM menuca_v3.combo_groups WHERE id % 3 = 0;

-- Customers -------------------------------------------------------------------------------------------------------

INSERT INTO menuca_v3.users (id, email, full_name, password_hash, preferences, created_at, updated_at)
SELECT n, 'user' || n || '@mail.example', (ARRAY['Mia', 'Liam', 'Zoe', 'Noah', 'Ines', 'Omar', 'Yuki'])[1 + n % 7] || ' ' || (ARRAY['Tremblay', 'Smith', 'Nguyen', 'Ali', 'Brown', 'Gagnon', 'Patel', 'Kowalski', 'Cote', 'Wong', 'Diaz'])[1 + n % 11],
       encode(sha256(('user ' || n)::bytea), 'hex'), jsonb_build_object('language', (ARRAY['en', 'fr'])[1 + n % 2], 'mail', n % 3 = 0),
       timestamptz '2024-02-01 10:00:00+00' + n * interval '97 minutes', timestamptz '2025-05-01 10:00:00+00' + n * interval '29 minutes'
FROM generate_series(1, 3000) n;

INSERT INTO menuca_v3.user_addresses (id, user_id, city_id, street, postal_code)
SELECT n, n, 1 + n % 12, n || ' Home Avenue', 'K' || n % 10 || 'B ' || n % 9 || 'C' || n % 8 FROM generate_series(1, 3000) n;

INSERT INTO menuca_v3.user_devices (id, user_id, token, last_address, seen_at)
SELECT n, n * 2, md5('device ' || n), inet '10.0.0.0' + n, timestamptz '2025-10-01 00:00:00+00' + n * interval '5 minutes' FROM generate_series(1, 1500) n;

INSERT INTO menuca_v3.user_favorite_dishes (user_id, dish_id)
SELECT n, 1 + (n * 31 + k * 977) % 10585 FROM generate_series(1, 3000) n, generate_series(0, 1) k;

INSERT INTO menuca_v3.user_payment_methods (id, user_id, provider_id, token)
SELECT n, n * 2, 1 + n % 2, md5('card ' || n) FROM generate_series(1, 1500) n;

-- Ordering --------------------------------------------------------------------------------------------------------

INSERT INTO menuca_v3.delivery_zones (id, restaurant_id, name, radius_km)
SELECT (r - 1) * 2 + k, r, (ARRAY['Near', 'Far'])[k], 2.5 * k + r % 4 FROM generate_series(1, 351) r, generate_series(1, 2) k;

INSERT INTO menuca_v3.delivery_fees (id, delivery_zone_id, minimum_order, fee)
SELECT n, n, 10 + n % 3 * 5, 1.99 + n % 4 FROM generate_series(1, 702) n;

INSERT INTO menuca_v3.orders (id, public_id, restaurant_id, user_id, service, status, created_at, updated_at)
SELECT n, md5('order ' || n)::uuid, 1 + n * 13 % 351, 1 + n * 7 % 3000, (ARRAY['delivery', 'takeout'])[1 + n % 2]::menuca_v3.service_type,
       CASE WHEN n % 50 = 0 THEN 'cancelled' WHEN n > 7980 THEN 'preparing' ELSE 'completed' END::menuca_v3.order_status,
       timestamptz '2025-06-01 10:00:00+00' + n * interval '23 minutes', timestamptz '2025-06-01 10:40:00+00' + n * interval '23 minutes'
FROM generate_series(1, 8000) n;

INSERT INTO menuca_v3.order_items (id, order_id, dish_id, combo_group_id, quantity, unit_price)
SELECT (o.id - 1) * 2 + k + 1, o.id, CASE WHEN (o.id + k) % 5 <> 0 THEN d.first + (o.id + k) % d.n END,
       CASE WHEN (o.id + k) % 5 = 0 THEN g.first + o.id % g.n END, 1 + (o.id + k) % 3, 6 + (o.id * 41 + k) % 1900 / 100.0
FROM menuca_v3.orders o
JOIN (SELECT restaurant_id, min(id) AS first, count(*) AS n FROM menuca_v3.dishes GROUP BY 1) d USING (restaurant_id)
JOIN (SELECT restaurant_id, min(id) AS first, count(*) AS n FROM menuca_v3.combo_groups GROUP BY 1) g USING (restaurant_id),
  generate_series(0, 1) k ORDER BY 1;

INSERT INTO menuca_v3.order_item_modifiers (id, order_item_id, ingredient_id)
SELECT row_number() OVER (ORDER BY i.id), i.id, (o.restaurant_id - 1) * 6 + 1 + i.id % 6
FROM menuca_v3.order_items i JOIN menuca_v3.orders o ON o.id = i.order_id WHERE i.id % 4 = 0;

INSERT INTO menuca_v3.order_status_history (id, order_id, status, at)
SELECT (o.id - 1) * 2 + k, o.id, CASE k WHEN 1 THEN 'placed' ELSE o.status END, o.created_at + (k - 1) * interval '40 minutes'
FROM menuca_v3.orders o, generate_series(1, 2) k ORDER BY 1;

INSERT INTO menuca_v3.payments (id, order_id, provider_id, amount, answer)
SELECT o.id, o.id, 1 + o.id % 3, t.amount, ('{"code": "ok",  "reference": "' || md5('payment ' || o.id) || '"}')::json
FROM menuca_v3.orders o JOIN (SELECT order_id, sum(line_total) AS amount FROM menuca_v3.order_items GROUP BY 1) t ON t.order_id = o.id ORDER BY 1;

INSERT INTO menuca_v3.carts (id, user_id, restaurant_id)
SELECT n, n * 10, 1 + n % 351 FROM generate_series(1, 300) n;

INSERT INTO menuca_v3.cart_items (id, cart_id, dish_id, quantity)
SELECT c.id, c.id, d.first + c.id % 20, 1 + c.id % 3
FROM menuca_v3.carts c JOIN (SELECT restaurant_id, min(id) AS first FROM menuca_v3.dishes GROUP BY 1) d USING (restaurant_id);

-- Marketing -------------------------------------------------------------------------------------------------------

INSERT INTO menuca_v3.promo_codes (id, restaurant_id, code, kind, value, valid)
SELECT n, n, 'SAVE' || n, (ARRAY['percent', 'amount', 'free_item'])[1 + n % 3]::menuca_v3.discount_kind, 5 + n % 20, daterange(date '2025-01-01', date '2025-06-01' + n)
FROM generate_series(1, 351) n;

INSERT INTO menuca_v3.promo_redemptions (id, promo_code_id, order_id, user_id)
SELECT row_number() OVER (ORDER BY id), restaurant_id, id, user_id FROM menuca_v3.orders WHERE id % 8 = 0;

INSERT INTO menuca_v3.dish_reviews (id, restaurant_id, dish_id, user_id, stars, words)
SELECT row_number() OVER (ORDER BY i.id), o.restaurant_id, i.dish_id, o.user_id, 1 + i.id % 5, CASE WHEN i.id % 2 = 0 THEN 'Review ' || md5('review ' || i.id) END
FROM menuca_v3.order_items i JOIN menuca_v3.orders o ON o.id = i.order_id WHERE i.dish_id IS NOT NULL AND i.id % 7 = 0;

-- Every sequence goes on behind the last row, and the planner knows the tables from the first query on.
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT c.oid::regclass AS name, pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS sequence
           FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> '' AND NOT a.attisdropped
           WHERE c.relnamespace = 'menuca_v3'::regnamespace AND c.relkind = 'r'
           ORDER BY c.relname
  LOOP
    IF t.sequence IS NOT NULL THEN
      EXECUTE format('SELECT setval(%L, (SELECT max(id) FROM %s))', t.sequence, t.name);
    END IF;
    EXECUTE format('ANALYZE %s', t.name);
  END LOOP;
END
$$;
