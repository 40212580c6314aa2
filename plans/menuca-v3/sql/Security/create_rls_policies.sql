-- Row level security for the 50 tables of MenuCA V3: tenants see their restaurant, customers their own rows, everybody the menu.
-- Who is asking stands in the setting request.jwt.claims: {"role": "admin"}, {"restaurant_id": 123} or {"user_id": 7}.
-- The owner of the tables is not bound (no FORCE), so that the application, which connects as owner, goes on as before.
-- Run it in one transaction. A second run fails at its first statement.

-- Rolling back switches row level security off, so nothing may be on that was on before: that would be lost.
DO $$
DECLARE
  found text;
BEGIN
  SELECT string_agg(DISTINCT c.relname, ', ' ORDER BY c.relname) INTO found
  FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
  WHERE c.relnamespace = 'menuca_v3'::regnamespace AND (c.relrowsecurity OR p.oid IS NOT NULL);
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'Row level security or policies exist already on menuca_v3: %', found
      USING HINT = 'Undo them, or fold them into this script and its rollback.';
  END IF;
END
$$;

-- Claims. A setting that was set LOCAL once comes back as an empty string, not as NULL. Policies call these inside (SELECT ...):
-- once a query instead of once a row.
CREATE FUNCTION menuca_v3.claims() RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb
$$;
CREATE FUNCTION menuca_v3.claim_restaurant() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (menuca_v3.claims() ->> 'restaurant_id')::bigint
$$;
CREATE FUNCTION menuca_v3.claim_user() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (menuca_v3.claims() ->> 'user_id')::bigint
$$;
CREATE FUNCTION menuca_v3.claims_admin() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(menuca_v3.claims() ->> 'role' = 'admin', false)
$$;

-- Platform ------------------------------------------------------------------------------------------------------------

ALTER TABLE menuca_v3.provinces ENABLE ROW LEVEL SECURITY;
CREATE POLICY provinces_admin ON menuca_v3.provinces FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY provinces_public ON menuca_v3.provinces FOR SELECT USING (true);

ALTER TABLE menuca_v3.cities ENABLE ROW LEVEL SECURITY;
CREATE POLICY cities_admin ON menuca_v3.cities FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY cities_public ON menuca_v3.cities FOR SELECT USING (true);

ALTER TABLE menuca_v3.cuisine_types ENABLE ROW LEVEL SECURITY;
CREATE POLICY cuisine_types_admin ON menuca_v3.cuisine_types FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY cuisine_types_public ON menuca_v3.cuisine_types FOR SELECT USING (true);

ALTER TABLE menuca_v3.marketing_tags ENABLE ROW LEVEL SECURITY;
CREATE POLICY marketing_tags_admin ON menuca_v3.marketing_tags FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY marketing_tags_public ON menuca_v3.marketing_tags FOR SELECT USING (true);

ALTER TABLE menuca_v3.allergens ENABLE ROW LEVEL SECURITY;
CREATE POLICY allergens_admin ON menuca_v3.allergens FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY allergens_public ON menuca_v3.allergens FOR SELECT USING (true);

ALTER TABLE menuca_v3.platform_settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY platform_settings_admin ON menuca_v3.platform_settings FOR ALL USING ((SELECT menuca_v3.claims_admin()));

ALTER TABLE menuca_v3.payment_providers ENABLE ROW LEVEL SECURITY;
CREATE POLICY payment_providers_admin ON menuca_v3.payment_providers FOR ALL USING ((SELECT menuca_v3.claims_admin()));

ALTER TABLE menuca_v3.admin_users ENABLE ROW LEVEL SECURITY;
CREATE POLICY admin_users_admin ON menuca_v3.admin_users FOR ALL USING ((SELECT menuca_v3.claims_admin()));

-- Tenants -------------------------------------------------------------------------------------------------------------

ALTER TABLE menuca_v3.restaurants ENABLE ROW LEVEL SECURITY;
CREATE POLICY restaurants_admin ON menuca_v3.restaurants FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY restaurants_tenant ON menuca_v3.restaurants FOR ALL USING (id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY restaurants_public ON menuca_v3.restaurants FOR SELECT
  USING (status = 'active' AND (SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.restaurant_locations ENABLE ROW LEVEL SECURITY;
CREATE POLICY restaurant_locations_admin ON menuca_v3.restaurant_locations FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY restaurant_locations_tenant ON menuca_v3.restaurant_locations FOR ALL
  USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY restaurant_locations_public ON menuca_v3.restaurant_locations FOR SELECT
  USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.restaurant_contacts ENABLE ROW LEVEL SECURITY;
CREATE POLICY restaurant_contacts_admin ON menuca_v3.restaurant_contacts FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY restaurant_contacts_tenant ON menuca_v3.restaurant_contacts FOR ALL
  USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));

ALTER TABLE menuca_v3.restaurant_schedules ENABLE ROW LEVEL SECURITY;
CREATE POLICY restaurant_schedules_admin ON menuca_v3.restaurant_schedules FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY restaurant_schedules_tenant ON menuca_v3.restaurant_schedules FOR ALL
  USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY restaurant_schedules_public ON menuca_v3.restaurant_schedules FOR SELECT
  USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.restaurant_special_hours ENABLE ROW LEVEL SECURITY;
CREATE POLICY restaurant_special_hours_admin ON menuca_v3.restaurant_special_hours FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY restaurant_special_hours_tenant ON menuca_v3.restaurant_special_hours FOR ALL
  USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY restaurant_special_hours_public ON menuca_v3.restaurant_special_hours FOR SELECT
  USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.restaurant_domains ENABLE ROW LEVEL SECURITY;
CREATE POLICY restaurant_domains_admin ON menuca_v3.restaurant_domains FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY restaurant_domains_tenant ON menuca_v3.restaurant_domains FOR ALL
  USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY restaurant_domains_public ON menuca_v3.restaurant_domains FOR SELECT USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.restaurant_cuisines ENABLE ROW LEVEL SECURITY;
CREATE POLICY restaurant_cuisines_admin ON menuca_v3.restaurant_cuisines FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY restaurant_cuisines_tenant ON menuca_v3.restaurant_cuisines FOR ALL
  USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY restaurant_cuisines_public ON menuca_v3.restaurant_cuisines FOR SELECT USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.restaurant_tags ENABLE ROW LEVEL SECURITY;
CREATE POLICY restaurant_tags_admin ON menuca_v3.restaurant_tags FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY restaurant_tags_tenant ON menuca_v3.restaurant_tags FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY restaurant_tags_public ON menuca_v3.restaurant_tags FOR SELECT USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.restaurant_settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY restaurant_settings_admin ON menuca_v3.restaurant_settings FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY restaurant_settings_tenant ON menuca_v3.restaurant_settings FOR ALL
  USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));

ALTER TABLE menuca_v3.restaurant_admins ENABLE ROW LEVEL SECURITY;
CREATE POLICY restaurant_admins_admin ON menuca_v3.restaurant_admins FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY restaurant_admins_tenant ON menuca_v3.restaurant_admins FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));

-- Menu ----------------------------------------------------------------------------------------------------------------

ALTER TABLE menuca_v3.courses ENABLE ROW LEVEL SECURITY;
CREATE POLICY courses_admin ON menuca_v3.courses FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY courses_tenant ON menuca_v3.courses FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY courses_public ON menuca_v3.courses FOR SELECT USING (is_active AND (SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.dishes ENABLE ROW LEVEL SECURITY;
CREATE POLICY dishes_admin ON menuca_v3.dishes FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY dishes_tenant ON menuca_v3.dishes FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY dishes_public ON menuca_v3.dishes FOR SELECT USING (is_active AND (SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.dish_prices ENABLE ROW LEVEL SECURITY;
CREATE POLICY dish_prices_admin ON menuca_v3.dish_prices FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY dish_prices_tenant ON menuca_v3.dish_prices FOR ALL
  USING (dish_id IN (SELECT p.id FROM menuca_v3.dishes p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY dish_prices_public ON menuca_v3.dish_prices FOR SELECT USING (dish_id IN (SELECT p.id FROM menuca_v3.dishes p));

ALTER TABLE menuca_v3.dish_allergens ENABLE ROW LEVEL SECURITY;
CREATE POLICY dish_allergens_admin ON menuca_v3.dish_allergens FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY dish_allergens_tenant ON menuca_v3.dish_allergens FOR ALL
  USING (dish_id IN (SELECT p.id FROM menuca_v3.dishes p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY dish_allergens_public ON menuca_v3.dish_allergens FOR SELECT USING (dish_id IN (SELECT p.id FROM menuca_v3.dishes p));

ALTER TABLE menuca_v3.dish_photos ENABLE ROW LEVEL SECURITY;
CREATE POLICY dish_photos_admin ON menuca_v3.dish_photos FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY dish_photos_tenant ON menuca_v3.dish_photos FOR ALL
  USING (dish_id IN (SELECT p.id FROM menuca_v3.dishes p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY dish_photos_public ON menuca_v3.dish_photos FOR SELECT USING (dish_id IN (SELECT p.id FROM menuca_v3.dishes p));

ALTER TABLE menuca_v3.dish_inventory ENABLE ROW LEVEL SECURITY;
CREATE POLICY dish_inventory_admin ON menuca_v3.dish_inventory FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY dish_inventory_tenant ON menuca_v3.dish_inventory FOR ALL
  USING (dish_id IN (SELECT p.id FROM menuca_v3.dishes p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));

ALTER TABLE menuca_v3.ingredients ENABLE ROW LEVEL SECURITY;
CREATE POLICY ingredients_admin ON menuca_v3.ingredients FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY ingredients_tenant ON menuca_v3.ingredients FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY ingredients_public ON menuca_v3.ingredients FOR SELECT USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.ingredient_groups ENABLE ROW LEVEL SECURITY;
CREATE POLICY ingredient_groups_admin ON menuca_v3.ingredient_groups FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY ingredient_groups_tenant ON menuca_v3.ingredient_groups FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY ingredient_groups_public ON menuca_v3.ingredient_groups FOR SELECT USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.ingredient_group_items ENABLE ROW LEVEL SECURITY;
CREATE POLICY ingredient_group_items_admin ON menuca_v3.ingredient_group_items FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY ingredient_group_items_tenant ON menuca_v3.ingredient_group_items FOR ALL
  USING (ingredient_group_id IN (SELECT p.id FROM menuca_v3.ingredient_groups p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY ingredient_group_items_public ON menuca_v3.ingredient_group_items FOR SELECT
  USING (ingredient_group_id IN (SELECT p.id FROM menuca_v3.ingredient_groups p));

ALTER TABLE menuca_v3.dish_modifiers ENABLE ROW LEVEL SECURITY;
CREATE POLICY dish_modifiers_admin ON menuca_v3.dish_modifiers FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY dish_modifiers_tenant ON menuca_v3.dish_modifiers FOR ALL
  USING (dish_id IN (SELECT p.id FROM menuca_v3.dishes p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY dish_modifiers_public ON menuca_v3.dish_modifiers FOR SELECT USING (dish_id IN (SELECT p.id FROM menuca_v3.dishes p));

ALTER TABLE menuca_v3.menu_schedules ENABLE ROW LEVEL SECURITY;
CREATE POLICY menu_schedules_admin ON menuca_v3.menu_schedules FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY menu_schedules_tenant ON menuca_v3.menu_schedules FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY menu_schedules_public ON menuca_v3.menu_schedules FOR SELECT USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.combo_groups ENABLE ROW LEVEL SECURITY;
CREATE POLICY combo_groups_admin ON menuca_v3.combo_groups FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY combo_groups_tenant ON menuca_v3.combo_groups FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY combo_groups_public ON menuca_v3.combo_groups FOR SELECT USING (is_active AND (SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.combo_items ENABLE ROW LEVEL SECURITY;
CREATE POLICY combo_items_admin ON menuca_v3.combo_items FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY combo_items_tenant ON menuca_v3.combo_items FOR ALL
  USING (combo_group_id IN (SELECT p.id FROM menuca_v3.combo_groups p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY combo_items_public ON menuca_v3.combo_items FOR SELECT USING (combo_group_id IN (SELECT p.id FROM menuca_v3.combo_groups p));

ALTER TABLE menuca_v3.combo_group_prices ENABLE ROW LEVEL SECURITY;
CREATE POLICY combo_group_prices_admin ON menuca_v3.combo_group_prices FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY combo_group_prices_tenant ON menuca_v3.combo_group_prices FOR ALL
  USING (combo_group_id IN (SELECT p.id FROM menuca_v3.combo_groups p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY combo_group_prices_public ON menuca_v3.combo_group_prices FOR SELECT
  USING (combo_group_id IN (SELECT p.id FROM menuca_v3.combo_groups p));

ALTER TABLE menuca_v3.combo_group_modifiers ENABLE ROW LEVEL SECURITY;
CREATE POLICY combo_group_modifiers_admin ON menuca_v3.combo_group_modifiers FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY combo_group_modifiers_tenant ON menuca_v3.combo_group_modifiers FOR ALL
  USING (combo_group_id IN (SELECT p.id FROM menuca_v3.combo_groups p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY combo_group_modifiers_public ON menuca_v3.combo_group_modifiers FOR SELECT
  USING (combo_group_id IN (SELECT p.id FROM menuca_v3.combo_groups p));

-- Customers -----------------------------------------------------------------------------------------------------------

ALTER TABLE menuca_v3.users ENABLE ROW LEVEL SECURITY;
CREATE POLICY users_admin ON menuca_v3.users FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY users_own ON menuca_v3.users FOR ALL USING (id = (SELECT menuca_v3.claim_user()));

ALTER TABLE menuca_v3.user_addresses ENABLE ROW LEVEL SECURITY;
CREATE POLICY user_addresses_admin ON menuca_v3.user_addresses FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY user_addresses_own ON menuca_v3.user_addresses FOR ALL USING (user_id = (SELECT menuca_v3.claim_user()));

ALTER TABLE menuca_v3.user_devices ENABLE ROW LEVEL SECURITY;
CREATE POLICY user_devices_admin ON menuca_v3.user_devices FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY user_devices_own ON menuca_v3.user_devices FOR ALL USING (user_id = (SELECT menuca_v3.claim_user()));

ALTER TABLE menuca_v3.user_favorite_dishes ENABLE ROW LEVEL SECURITY;
CREATE POLICY user_favorite_dishes_admin ON menuca_v3.user_favorite_dishes FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY user_favorite_dishes_own ON menuca_v3.user_favorite_dishes FOR ALL USING (user_id = (SELECT menuca_v3.claim_user()));

ALTER TABLE menuca_v3.user_payment_methods ENABLE ROW LEVEL SECURITY;
CREATE POLICY user_payment_methods_admin ON menuca_v3.user_payment_methods FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY user_payment_methods_own ON menuca_v3.user_payment_methods FOR ALL USING (user_id = (SELECT menuca_v3.claim_user()));

-- Ordering ------------------------------------------------------------------------------------------------------------

ALTER TABLE menuca_v3.delivery_zones ENABLE ROW LEVEL SECURITY;
CREATE POLICY delivery_zones_admin ON menuca_v3.delivery_zones FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY delivery_zones_tenant ON menuca_v3.delivery_zones FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY delivery_zones_public ON menuca_v3.delivery_zones FOR SELECT USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);

ALTER TABLE menuca_v3.delivery_fees ENABLE ROW LEVEL SECURITY;
CREATE POLICY delivery_fees_admin ON menuca_v3.delivery_fees FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY delivery_fees_tenant ON menuca_v3.delivery_fees FOR ALL
  USING (delivery_zone_id IN (SELECT p.id FROM menuca_v3.delivery_zones p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY delivery_fees_public ON menuca_v3.delivery_fees FOR SELECT
  USING (delivery_zone_id IN (SELECT p.id FROM menuca_v3.delivery_zones p));

ALTER TABLE menuca_v3.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY orders_admin ON menuca_v3.orders FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY orders_tenant ON menuca_v3.orders FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY orders_own ON menuca_v3.orders FOR SELECT USING (user_id = (SELECT menuca_v3.claim_user()));

ALTER TABLE menuca_v3.order_items ENABLE ROW LEVEL SECURITY;
CREATE POLICY order_items_admin ON menuca_v3.order_items FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY order_items_tenant ON menuca_v3.order_items FOR ALL
  USING (order_id IN (SELECT p.id FROM menuca_v3.orders p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY order_items_own ON menuca_v3.order_items FOR SELECT
  USING (order_id IN (SELECT p.id FROM menuca_v3.orders p WHERE p.user_id = (SELECT menuca_v3.claim_user())));

ALTER TABLE menuca_v3.order_item_modifiers ENABLE ROW LEVEL SECURITY;
CREATE POLICY order_item_modifiers_admin ON menuca_v3.order_item_modifiers FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY order_item_modifiers_tenant ON menuca_v3.order_item_modifiers FOR ALL
  USING (order_item_id IN (SELECT i.id FROM menuca_v3.order_items i JOIN menuca_v3.orders o ON o.id = i.order_id WHERE o.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY order_item_modifiers_own ON menuca_v3.order_item_modifiers FOR SELECT
  USING (order_item_id IN (SELECT i.id FROM menuca_v3.order_items i JOIN menuca_v3.orders o ON o.id = i.order_id WHERE o.user_id = (SELECT menuca_v3.claim_user())));

ALTER TABLE menuca_v3.order_status_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY order_status_history_admin ON menuca_v3.order_status_history FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY order_status_history_tenant ON menuca_v3.order_status_history FOR ALL
  USING (order_id IN (SELECT p.id FROM menuca_v3.orders p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY order_status_history_own ON menuca_v3.order_status_history FOR SELECT
  USING (order_id IN (SELECT p.id FROM menuca_v3.orders p WHERE p.user_id = (SELECT menuca_v3.claim_user())));

ALTER TABLE menuca_v3.payments ENABLE ROW LEVEL SECURITY;
CREATE POLICY payments_admin ON menuca_v3.payments FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY payments_tenant ON menuca_v3.payments FOR SELECT
  USING (order_id IN (SELECT p.id FROM menuca_v3.orders p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY payments_own ON menuca_v3.payments FOR SELECT
  USING (order_id IN (SELECT p.id FROM menuca_v3.orders p WHERE p.user_id = (SELECT menuca_v3.claim_user())));

ALTER TABLE menuca_v3.carts ENABLE ROW LEVEL SECURITY;
CREATE POLICY carts_admin ON menuca_v3.carts FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY carts_tenant ON menuca_v3.carts FOR SELECT USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY carts_own ON menuca_v3.carts FOR ALL USING (user_id = (SELECT menuca_v3.claim_user()));

ALTER TABLE menuca_v3.cart_items ENABLE ROW LEVEL SECURITY;
CREATE POLICY cart_items_admin ON menuca_v3.cart_items FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY cart_items_tenant ON menuca_v3.cart_items FOR SELECT
  USING (cart_id IN (SELECT p.id FROM menuca_v3.carts p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY cart_items_own ON menuca_v3.cart_items FOR ALL
  USING (cart_id IN (SELECT p.id FROM menuca_v3.carts p WHERE p.user_id = (SELECT menuca_v3.claim_user())));

-- Marketing -----------------------------------------------------------------------------------------------------------

ALTER TABLE menuca_v3.promo_codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY promo_codes_admin ON menuca_v3.promo_codes FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY promo_codes_tenant ON menuca_v3.promo_codes FOR ALL USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));

ALTER TABLE menuca_v3.promo_redemptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY promo_redemptions_admin ON menuca_v3.promo_redemptions FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY promo_redemptions_tenant ON menuca_v3.promo_redemptions FOR SELECT
  USING (promo_code_id IN (SELECT p.id FROM menuca_v3.promo_codes p WHERE p.restaurant_id = (SELECT menuca_v3.claim_restaurant())));
CREATE POLICY promo_redemptions_own ON menuca_v3.promo_redemptions FOR SELECT USING (user_id = (SELECT menuca_v3.claim_user()));

ALTER TABLE menuca_v3.dish_reviews ENABLE ROW LEVEL SECURITY;
CREATE POLICY dish_reviews_admin ON menuca_v3.dish_reviews FOR ALL USING ((SELECT menuca_v3.claims_admin()));
CREATE POLICY dish_reviews_tenant ON menuca_v3.dish_reviews FOR SELECT USING (restaurant_id = (SELECT menuca_v3.claim_restaurant()));
CREATE POLICY dish_reviews_own ON menuca_v3.dish_reviews FOR ALL USING (user_id = (SELECT menuca_v3.claim_user()));
CREATE POLICY dish_reviews_public ON menuca_v3.dish_reviews FOR SELECT USING ((SELECT menuca_v3.claim_restaurant()) IS NULL);
