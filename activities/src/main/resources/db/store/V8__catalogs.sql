-- Catalogs that were seen in targets, by digest: what drift is compared with, and named from.
CREATE TABLE catalog (
  digest text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
  lines  text[] NOT NULL,
  kept   timestamptz NOT NULL DEFAULT now()
);
