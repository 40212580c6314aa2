-- Everything that happened, one row per entry. Rows are only ever added.
CREATE TABLE soakgate_audit (
  deployment  text NOT NULL,
  run         text NOT NULL,
  number      int NOT NULL CHECK (number > 0),
  at          timestamptz NOT NULL, -- plan time
  environment text,
  subject     text NOT NULL,
  kind        text NOT NULL,
  outcome     text NOT NULL,
  words       text NOT NULL,
  recorded    timestamptz NOT NULL DEFAULT clock_timestamp(), -- the database's own clock
  PRIMARY KEY (deployment, run, number)
);

CREATE FUNCTION soakgate_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only: % refused', TG_OP USING ERRCODE = '42501';
END $$;

-- For each statement, so that one that would touch no row is refused as well.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON soakgate_audit
  FOR EACH STATEMENT EXECUTE FUNCTION soakgate_audit_is_append_only();
