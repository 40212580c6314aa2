-- Undoes the combo fix: takes away exactly the combo items it added, whoever changed them since, and what it left behind.
-- Items of the time before, and items that people added afterwards, stay. Does nothing when the fix never ran, or ran halfway.
DO $$
DECLARE
  removed bigint := 0;
BEGIN
  IF to_regclass('combo_fix.inserted_items') IS NOT NULL THEN
    DELETE FROM menuca_v3.combo_items i USING combo_fix.inserted_items f WHERE i.id = f.id;
    GET DIAGNOSTICS removed = ROW_COUNT;
    ANALYZE menuca_v3.combo_items;
  END IF;
  DROP TABLE IF EXISTS combo_fix.inserted_items;
  DROP TABLE IF EXISTS combo_fix.v1_combos;
  -- No CASCADE: what somebody else has put into this schema is not ours to drop, and stops the rollback instead.
  DROP SCHEMA IF EXISTS combo_fix;
  RAISE NOTICE 'Combo items removed: %', removed;
END
$$;
