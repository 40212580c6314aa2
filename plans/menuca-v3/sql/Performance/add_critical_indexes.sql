-- 47 indexes that MenuCA V3 lacks: the menu, combos, orders and every foreign key that a page or a delete follows.
-- Not transactional: each is built CONCURRENTLY, so that the application goes on writing. An index lands in the schema of its table;
-- PostgreSQL takes no schema in the name of a new index. Indexes of one table stand together: two builds on a table wait for each other.

-- Menu
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dishes_restaurant ON menuca_v3.dishes (restaurant_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dishes_course ON menuca_v3.dishes (course_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dishes_active_menu ON menuca_v3.dishes (restaurant_id, display_order) WHERE is_active;
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dishes_legacy_v1 ON menuca_v3.dishes (legacy_v1_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dishes_tags ON menuca_v3.dishes USING gin (tags);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_courses_restaurant ON menuca_v3.courses (restaurant_id, display_order);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dish_prices_dish ON menuca_v3.dish_prices (dish_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dish_allergens_allergen ON menuca_v3.dish_allergens (allergen_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dish_photos_dish ON menuca_v3.dish_photos (dish_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dish_modifiers_dish ON menuca_v3.dish_modifiers (dish_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dish_modifiers_group ON menuca_v3.dish_modifiers (ingredient_group_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_ingredients_restaurant ON menuca_v3.ingredients (restaurant_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_ingredient_groups_restaurant ON menuca_v3.ingredient_groups (restaurant_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_ingredient_group_items_ingredient ON menuca_v3.ingredient_group_items (ingredient_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_menu_schedules_restaurant ON menuca_v3.menu_schedules (restaurant_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_menu_schedules_course ON menuca_v3.menu_schedules (course_id);

-- Combos
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_combo_groups_restaurant ON menuca_v3.combo_groups (restaurant_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_combo_groups_legacy_v1 ON menuca_v3.combo_groups (legacy_v1_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_combo_items_group ON menuca_v3.combo_items (combo_group_id, display_order);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_combo_items_dish ON menuca_v3.combo_items (dish_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_combo_group_prices_group ON menuca_v3.combo_group_prices (combo_group_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_combo_group_modifiers_group ON menuca_v3.combo_group_modifiers (combo_group_id);

-- Restaurants
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_restaurants_active ON menuca_v3.restaurants (name) WHERE status = 'active';
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_restaurant_locations_restaurant ON menuca_v3.restaurant_locations (restaurant_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_restaurant_locations_city ON menuca_v3.restaurant_locations (city_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_restaurant_contacts_restaurant ON menuca_v3.restaurant_contacts (restaurant_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_restaurant_schedules_restaurant ON menuca_v3.restaurant_schedules (restaurant_id, weekday);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_restaurant_special_hours_day ON menuca_v3.restaurant_special_hours (restaurant_id, day);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_restaurant_domains_domain ON menuca_v3.restaurant_domains (lower(domain));
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_restaurant_cuisines_cuisine ON menuca_v3.restaurant_cuisines (cuisine_type_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_restaurant_tags_tag ON menuca_v3.restaurant_tags (tag_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_restaurant_admins_email ON menuca_v3.restaurant_admins (lower(email));

-- Orders
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_restaurant_created ON menuca_v3.orders (restaurant_id, created_at DESC);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_user_created ON menuca_v3.orders (user_id, created_at DESC);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_open ON menuca_v3.orders (status, created_at) WHERE status NOT IN ('completed', 'cancelled');
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_order_items_order ON menuca_v3.order_items (order_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_order_items_dish ON menuca_v3.order_items (dish_id) WHERE dish_id IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_order_item_modifiers_item ON menuca_v3.order_item_modifiers (order_item_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_order_status_history_order ON menuca_v3.order_status_history (order_id, at);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_payments_order ON menuca_v3.payments (order_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_delivery_zones_restaurant ON menuca_v3.delivery_zones (restaurant_id);

-- Customers and marketing
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_user_addresses_user ON menuca_v3.user_addresses (user_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_user_devices_user ON menuca_v3.user_devices (user_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_user_favorite_dishes_dish ON menuca_v3.user_favorite_dishes (dish_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_promo_codes_code ON menuca_v3.promo_codes (restaurant_id, upper(code));
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dish_reviews_dish ON menuca_v3.dish_reviews (dish_id, stars);
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_dish_reviews_user ON menuca_v3.dish_reviews (user_id);
