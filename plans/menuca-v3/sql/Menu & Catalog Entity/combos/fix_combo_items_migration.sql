-- Brings back the combo items that the migration from V1 lost. Needs combo_fix.v1_combos (converted/menuca_v1_combos_postgres.sql).
-- One statement, so it happens wholly or not at all, with or without a transaction around it. It only adds rows, and writes down
-- which, so that rollback_combo_fix.sql takes away these and no others. A second run fails: combo_fix.inserted_items exists.
DO $$
DECLARE
  loaded bigint;
  mapped bigint;
  inserted bigint;
  orphans numeric;
BEGIN
  CREATE TABLE combo_fix.inserted_items (id bigint PRIMARY KEY);

  -- The application may add items while this runs; without the lock both could add the same one.
  LOCK TABLE menuca_v3.combo_items IN SHARE ROW EXCLUSIVE MODE;

  ANALYZE combo_fix.v1_combos;
  SELECT count(*) INTO loaded FROM combo_fix.v1_combos;
  RAISE NOTICE 'V1 combos loaded: %', loaded;

  WITH known AS MATERIALIZED (
    -- A dish counts only in its own restaurant: V1 ids alone could mix two tenants.
    SELECT v.id, g.id AS combo_group_id, d.id AS dish_id, v.place
    FROM combo_fix.v1_combos v
    JOIN menuca_v3.combo_groups g ON g.legacy_v1_id = v.combo_id
    JOIN menuca_v3.dishes d ON d.legacy_v1_id = v.dish_id AND d.restaurant_id = g.restaurant_id
  ), wanted AS (
    -- V1 holds some rows twice.
    SELECT combo_group_id, dish_id, min(place) AS place FROM known GROUP BY combo_group_id, dish_id
  ), added AS (
    INSERT INTO menuca_v3.combo_items (combo_group_id, dish_id, display_order)
    SELECT w.combo_group_id, w.dish_id, w.place FROM wanted w
    WHERE NOT EXISTS (
      SELECT FROM menuca_v3.combo_items i WHERE i.combo_group_id = w.combo_group_id AND i.dish_id = w.dish_id)
    ORDER BY w.combo_group_id, w.place, w.dish_id
    RETURNING id
  ), recorded AS (
    INSERT INTO combo_fix.inserted_items SELECT id FROM added RETURNING id
  )
  SELECT (SELECT count(DISTINCT id) FROM known), (SELECT count(*) FROM recorded) INTO mapped, inserted;
  RAISE NOTICE 'Successfully mapped: %', mapped;
  RAISE NOTICE 'New combo_items inserted: %', inserted;

  ANALYZE menuca_v3.combo_items;
  -- The same question as "orphan-rate" of combo_health.sql.
  SELECT round(100.0 * count(*) FILTER (WHERE h.items IS NULL OR h.own < h.items) / nullif(count(*), 0), 1) INTO orphans
  FROM menuca_v3.combo_groups g
  LEFT JOIN (
    SELECT o.id, count(*) AS items, count(d.id) AS own
    FROM menuca_v3.combo_groups o
    JOIN menuca_v3.combo_items i ON i.combo_group_id = o.id
    LEFT JOIN menuca_v3.dishes d ON d.id = i.dish_id AND d.restaurant_id = o.restaurant_id
    GROUP BY o.id
  ) h ON h.id = g.id;
  RAISE NOTICE 'Orphan rate: %', orphans || '%';
END
$$;
