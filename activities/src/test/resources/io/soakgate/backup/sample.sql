DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_app') THEN
    CREATE ROLE shop_app;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
CREATE SCHEMA shop;
GRANT USAGE ON SCHEMA shop TO shop_app;
CREATE TYPE shop.state AS ENUM ('open', 'paid', 'sent');
CREATE DOMAIN shop.code AS varchar(10) CHECK (VALUE IN ('a', 'b', 'c'));
CREATE TABLE shop.tenants (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  tier varchar(10) DEFAULT 'free' CHECK (tier IN ('free', 'paid'))
);
CREATE TABLE shop."Odd ""Name" (id serial PRIMARY KEY, c shop.code, "Mixed Case" text DEFAULT 'x');
CREATE TABLE shop.orders (
  id bigint NOT NULL,
  tenant int NOT NULL REFERENCES shop.tenants,
  state shop.state NOT NULL DEFAULT 'open',
  price numeric(10, 2) CHECK (price >= 0),
  tags text[] DEFAULT '{}',
  extra jsonb,
  raw json,
  at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00',
  place point,
  words tsvector,
  PRIMARY KEY (id, tenant)
) PARTITION BY LIST (tenant);
CREATE TABLE shop.orders_1 PARTITION OF shop.orders FOR VALUES IN (1);
CREATE TABLE shop.orders_rest PARTITION OF shop.orders DEFAULT;
INSERT INTO shop.tenants (name, tier) SELECT 'tenant ' || i, 'free' FROM generate_series(1, 20) i;
INSERT INTO shop.orders
  SELECT i, 1 + i % 5, (ARRAY['open', 'paid', 'sent'])[1 + i % 3]::shop.state, i / 7.0,
    ARRAY['t' || i, NULL], jsonb_build_object('n', i), '{"b": 1, "a": 2}',
    timestamptz '2026-01-01 00:00:00+00' + i * interval '1 hour', point(i, i),
    to_tsvector('simple', 'order ' || i)
  FROM generate_series(1, 3000) i;
INSERT INTO shop."Odd ""Name" (c) VALUES ('a'), ('b'), ('b');
CREATE INDEX orders_state ON shop.orders (state);
CREATE INDEX tenants_paid ON shop.tenants (name) WHERE tier IN ('free', 'paid');
ALTER TABLE shop.tenants ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.tenants FOR SELECT TO shop_app USING (tier IN ('free', 'paid'));
CREATE VIEW shop.open_orders WITH (security_barrier) AS
  SELECT o.*, t.name FROM shop.orders o JOIN shop.tenants t ON t.id = o.tenant
  WHERE o.state = 'open' AND t.tier IN ('free', 'paid');
CREATE MATERIALIZED VIEW shop.sums AS SELECT tenant, sum(price) FROM shop.orders GROUP BY 1;
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS
  $f$ BEGIN NEW.name := NEW.name; RETURN NEW; END $f$;
CREATE TRIGGER touch BEFORE UPDATE ON shop.tenants FOR EACH ROW EXECUTE FUNCTION shop.touch();
CREATE AGGREGATE shop.mul(numeric) (sfunc = numeric_mul, stype = numeric, initcond = '1');
GRANT SELECT, INSERT ON shop.orders TO shop_app;
GRANT UPDATE (price) ON shop.orders TO shop_app WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO shop_app;
CREATE STATISTICS shop.both (dependencies) ON tenant, state FROM shop.orders;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
