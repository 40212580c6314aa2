-- The audit, hash-chained (docs/audit.md).
CREATE SCHEMA audit;

-- Which store this is: a chain that is carried into another one no longer verifies.
CREATE TABLE audit.store (
  id text PRIMARY KEY DEFAULT gen_random_uuid()::text
);
INSERT INTO audit.store DEFAULT VALUES;

-- Everything that happened. One chain per deployment, run and stream: each row carries the hash of
-- the one before it and SHA-256 over itself.
CREATE TABLE audit.entry (
  deployment  text NOT NULL,
  run         text NOT NULL,
  stream      text NOT NULL, -- 'deployment', or 'watch <environment>/<name>'
  number      int NOT NULL CHECK (number > 0),
  at          timestamptz NOT NULL, -- plan time
  environment text,
  subject     text NOT NULL,
  kind        text NOT NULL,
  outcome     text NOT NULL,
  words       text NOT NULL,
  recorded    timestamptz NOT NULL, -- the clock of the worker that appended it
  previous    text NOT NULL,
  hash        text NOT NULL,
  PRIMARY KEY (deployment, run, stream, number)
);

-- Where each chain ended after each batch; itself one chain for the whole store, so that a chain
-- that is cut, or taken away as a whole, is missed.
CREATE TABLE audit.head (
  sequence   bigint PRIMARY KEY CHECK (sequence > 0),
  deployment text NOT NULL,
  run        text NOT NULL,
  stream     text NOT NULL,
  number     int NOT NULL,
  head       text NOT NULL,
  recorded   timestamptz NOT NULL,
  previous   text NOT NULL,
  hash       text NOT NULL
);

-- How each deployment stood after each batch, for a day without Temporal; a convenience that
-- proves nothing, and so is in no chain.
CREATE TABLE audit.status (
  deployment text NOT NULL,
  run        text NOT NULL,
  number     int NOT NULL,
  status     text NOT NULL, -- JSON
  recorded   timestamptz NOT NULL,
  PRIMARY KEY (deployment, run, number)
);

CREATE FUNCTION audit.append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only: % of %.% refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = '42501';
END $$;

-- For each statement, so that one that would touch no row is refused as well. Always, so that a
-- session that calls itself a replica is refused too.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.store
  FOR EACH STATEMENT EXECUTE FUNCTION audit.append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit.append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.head
  FOR EACH STATEMENT EXECUTE FUNCTION audit.append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.status
  FOR EACH STATEMENT EXECUTE FUNCTION audit.append_only();
ALTER TABLE audit.store ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE audit.entry ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE audit.status ENABLE ALWAYS TRIGGER append_only;
