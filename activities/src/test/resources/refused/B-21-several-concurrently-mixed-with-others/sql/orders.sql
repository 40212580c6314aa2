CREATE INDEX CONCURRENTLY orders_id ON orders (id); CREATE INDEX CONCURRENTLY orders_name ON orders (name);
ALTER TABLE orders ADD COLUMN note text;
