DROP TABLE lines;
TRUNCATE carts, baskets;
DELETE FROM orders;
DO $$
BEGIN
  UPDATE orders SET price = 0;
END $$;
