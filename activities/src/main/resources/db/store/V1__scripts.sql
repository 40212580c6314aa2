-- The bytes of every admitted script, by digest: rollbacks run these even when the folder
-- was edited or is gone (decision 3).
CREATE TABLE script (
  digest text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
  path   text NOT NULL,
  bytes  bytea NOT NULL,
  kept   timestamptz NOT NULL DEFAULT now()
);
