-- Functional tests of row level security. Each test returns one row: name, pass, detail. Changes nothing that stays: run it in a
-- transaction that is rolled back (Soakgate does). The role is the application's; who is asking stands in request.jwt.claims.

-- Restaurant 123 ---------------------------------------------------------------------------------------------------

SET LOCAL ROLE menuca_app;
SELECT set_config('request.jwt.claims', '{"restaurant_id": 123}', true);

SELECT 'tenant sees its own dishes' AS name, count(*) = 60 AS pass, count(*) || ' of 60' AS detail
FROM menuca_v3.dishes WHERE restaurant_id = 123;

SELECT 'tenant sees no other restaurant: ' || t.name AS name, t.foreign_rows = 0 AS pass, t.foreign_rows || ' foreign rows' AS detail
FROM (
  SELECT 'restaurants' AS name, (SELECT count(*) FROM menuca_v3.restaurants WHERE id <> 123) AS foreign_rows
  UNION ALL SELECT 'dishes', (SELECT count(*) FROM menuca_v3.dishes WHERE restaurant_id <> 123)
  UNION ALL SELECT 'combo_groups', (SELECT count(*) FROM menuca_v3.combo_groups WHERE restaurant_id <> 123)
  UNION ALL SELECT 'orders', (SELECT count(*) FROM menuca_v3.orders WHERE restaurant_id <> 123)
  UNION ALL SELECT 'restaurant_admins', (SELECT count(*) FROM menuca_v3.restaurant_admins WHERE restaurant_id <> 123)
) t;

WITH changed AS (UPDATE menuca_v3.dishes SET display_order = display_order WHERE restaurant_id = 123 RETURNING id)
SELECT 'tenant edits its own dishes' AS name, count(*) = 60 AS pass, count(*) || ' rows' AS detail FROM changed;

WITH changed AS (UPDATE menuca_v3.dishes SET display_order = display_order WHERE restaurant_id = 124 RETURNING id)
SELECT 'tenant edits no other restaurant''s dishes' AS name, count(*) = 0 AS pass, count(*) || ' rows' AS detail FROM changed;

WITH gone AS (DELETE FROM menuca_v3.restaurant_domains WHERE restaurant_id = 124 RETURNING id)
SELECT 'tenant deletes nothing of another restaurant' AS name, count(*) = 0 AS pass, count(*) || ' rows' AS detail FROM gone;

SELECT 'tenant sees no customers' AS name, count(*) = 0 AS pass, count(*) || ' rows' AS detail FROM menuca_v3.users;

-- A customer -------------------------------------------------------------------------------------------------------

SELECT set_config('request.jwt.claims', '{"user_id": 7}', true);

SELECT 'customer sees only itself' AS name, count(*) = 1 AND min(id) = 7 AS pass, count(*) || ' rows' AS detail FROM menuca_v3.users;

SELECT 'customer sees only its own orders' AS name, count(*) > 0 AND count(*) FILTER (WHERE user_id <> 7) = 0 AS pass,
       count(*) || ' orders' AS detail
FROM menuca_v3.orders;

-- An administrator -------------------------------------------------------------------------------------------------

SELECT set_config('request.jwt.claims', '{"role": "admin"}', true);

SELECT 'admin sees every restaurant' AS name, count(*) = 351 AS pass, count(*) || ' of 351' AS detail FROM menuca_v3.restaurants;
SELECT 'admin sees every order' AS name, count(*) = 8000 AS pass, count(*) || ' of 8000' AS detail FROM menuca_v3.orders;

-- Nobody in particular ---------------------------------------------------------------------------------------------

SELECT set_config('request.jwt.claims', '', true);

SELECT 'public reads the menu' AS name, count(*) > 0 AND bool_and(is_active) AS pass, count(*) || ' active dishes' AS detail
FROM menuca_v3.dishes;
SELECT 'public sees no ' || t.name AS name, t.all_rows = 0 AS pass, t.all_rows || ' rows' AS detail
FROM (
  SELECT 'customers' AS name, (SELECT count(*) FROM menuca_v3.users) AS all_rows
  UNION ALL SELECT 'orders', (SELECT count(*) FROM menuca_v3.orders)
  UNION ALL SELECT 'payments', (SELECT count(*) FROM menuca_v3.payments)
  UNION ALL SELECT 'administrators', (SELECT count(*) FROM menuca_v3.admin_users)
) t;
