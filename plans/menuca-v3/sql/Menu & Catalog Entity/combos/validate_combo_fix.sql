-- Validates the combo fix. Each check returns one row: name, pass, detail. Reads only.

WITH health AS (
  SELECT g.id, g.restaurant_id, count(i.id) AS items, count(d.id) FILTER (WHERE d.restaurant_id = g.restaurant_id) AS own
  FROM menuca_v3.combo_groups g
  LEFT JOIN menuca_v3.combo_items i ON i.combo_group_id = g.id
  LEFT JOIN menuca_v3.dishes d ON d.id = i.dish_id
  GROUP BY g.id
), orphans AS (
  SELECT round(100.0 * count(*) FILTER (WHERE items = 0 OR own < items) / count(*), 2) AS rate FROM health
)
SELECT 'orphan rate below 5 %' AS name, rate < 5 AS pass, rate || ' %' AS detail FROM orphans
UNION ALL
SELECT 'combos with dishes have two or more', count(*) = 0, count(*) || ' with a single dish' FROM health WHERE items = 1
UNION ALL
SELECT 'no combo holds another restaurant''s dish', count(*) = 0, count(*) || ' combos' FROM health WHERE own < items;

SELECT 'no dish stands twice in a combo' AS name, count(*) = 0 AS pass, count(*) || ' twice' AS detail
FROM (SELECT FROM menuca_v3.combo_items GROUP BY combo_group_id, dish_id HAVING count(*) > 1) twice;

SELECT 'every item has its combo and its dish' AS name, count(*) = 0 AS pass, count(*) || ' without' AS detail
FROM menuca_v3.combo_items i
LEFT JOIN menuca_v3.combo_groups g ON g.id = i.combo_group_id
LEFT JOIN menuca_v3.dishes d ON d.id = i.dish_id
WHERE g.id IS NULL OR d.id IS NULL;

SELECT 'every item the fix wrote down is there' AS name, count(*) = 0 AS pass, count(*) || ' are gone' AS detail
FROM combo_fix.inserted_items f LEFT JOIN menuca_v3.combo_items i ON i.id = f.id
WHERE i.id IS NULL;

SELECT 'the items from before are all there' AS name, count(*) = 63 AS pass, count(*) || ' of 63' AS detail
FROM menuca_v3.combo_items i
WHERE NOT EXISTS (SELECT FROM combo_fix.inserted_items f WHERE f.id = i.id);
