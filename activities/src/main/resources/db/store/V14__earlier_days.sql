-- What rules saw that are held against the same hour of earlier days; figures only, no texts.
CREATE TABLE seen (
  target     text NOT NULL,
  probe      text NOT NULL CHECK (probe ~ '^[0-9a-f]{64}$'),
  at         timestamptz NOT NULL,
  deployment text NOT NULL,
  value      text NOT NULL,
  figure     numeric NOT NULL,
  unit       text NOT NULL,
  PRIMARY KEY (target, probe, at, deployment, value)
);
