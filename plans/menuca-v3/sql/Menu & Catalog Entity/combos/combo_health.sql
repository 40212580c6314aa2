-- One row, read-only. A combo group is an orphan when it holds no dish, or a dish that is missing or another restaurant's.
SELECT round(100.0 * count(*) FILTER (WHERE h.dishes IS NULL OR h.found < h.dishes
                                         OR h.lowest <> g.restaurant_id OR h.highest <> g.restaurant_id)
             / nullif(count(*), 0), 2) AS "orphan-rate",
       coalesce(sum(h.repeats), 0)::bigint AS duplicates,
       count(*) FILTER (WHERE h.dishes IS NULL) AS "empty-combos"
FROM menuca_v3.combo_groups g
LEFT JOIN (
  SELECT i.combo_group_id, count(*) AS dishes, sum(i.copies - 1) AS repeats,
         count(d.id) AS found, min(d.restaurant_id) AS lowest, max(d.restaurant_id) AS highest
  FROM (SELECT combo_group_id, dish_id, count(*)::int AS copies FROM menuca_v3.combo_items GROUP BY combo_group_id, dish_id) i
  LEFT JOIN menuca_v3.dishes d ON d.id = i.dish_id
  GROUP BY i.combo_group_id
) h ON h.combo_group_id = g.id;
