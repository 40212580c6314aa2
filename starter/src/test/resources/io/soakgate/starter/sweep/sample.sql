-- What each database of the sweep is made of. sweep.pass stops a session where the test asks for it: as long as the file
-- <cell>-<latch> is there, whoever passes waits, and pg_locks tells who does.
CREATE SCHEMA sweep;

CREATE FUNCTION sweep.pass(cell int, latch int) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  file text := current_setting('sweep.latches') || '/' || cell || '-' || latch;
BEGIN
  IF (pg_catalog.pg_stat_file(file, true)).size IS NOT NULL THEN
    PERFORM pg_catalog.pg_advisory_xact_lock_shared(4242, cell * 10 + latch);
    WHILE (pg_catalog.pg_stat_file(file, true)).size IS NOT NULL LOOP
      PERFORM pg_catalog.pg_sleep(0.1);
    END LOOP;
  END IF;
  RETURN true;
END
$$;

-- It is not immutable; it says so to be asked while an index is built.
CREATE FUNCTION sweep.passed(cell int, latch int) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
  RETURN sweep.pass(cell, latch);
END
$$;

CREATE TABLE sweep.cell (cell int NOT NULL);
CREATE FUNCTION sweep.here(latch int) RETURNS boolean LANGUAGE sql AS $$ SELECT sweep.pass((SELECT cell FROM sweep.cell), latch) $$;

-- A restore stops at its row, and at its index.
CREATE TABLE sweep.guarded (cell int NOT NULL CHECK (sweep.pass(cell, 7)));
CREATE INDEX guarded_passed ON sweep.guarded (sweep.passed(cell, 8));

-- The one table that the application may write to: what proves read-only mode stops at its row, and a restore does not.
CREATE TABLE sweep.tried (cell int NOT NULL CHECK (current_user <> 'sweep_app' OR sweep.pass(cell, 9)));
GRANT USAGE ON SCHEMA sweep TO sweep_app;
GRANT SELECT, INSERT ON sweep.tried TO sweep_app;

-- A dump reads it, and waits for whoever is about to drop it.
CREATE SEQUENCE sweep.dumped;

CREATE SCHEMA shop;
CREATE TABLE shop.orders (id int PRIMARY KEY, customer int NOT NULL, total numeric(10,2) NOT NULL);
INSERT INTO shop.orders SELECT n, n % 17, n * 1.25 FROM generate_series(1, 500) n;
CREATE TABLE shop.journal (entry text NOT NULL);
CREATE INDEX idx_orders_old ON shop.orders (total);
CREATE POLICY orders_old ON shop.orders FOR SELECT USING (true);

CREATE FUNCTION sweep.command() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_catalog.current_query() ILIKE '%concurrently%' THEN
    PERFORM sweep.here(CASE tg_tag WHEN 'CREATE INDEX' THEN 3 ELSE 6 END);
  END IF;
END
$$;
CREATE EVENT TRIGGER sweep_command ON ddl_command_start WHEN TAG IN ('CREATE INDEX', 'DROP INDEX') EXECUTE FUNCTION sweep.command();
