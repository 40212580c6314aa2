-- Built without blocking writers. A name lets Soakgate find it again after a crash.
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_customer_id ON orders (customer_id);
