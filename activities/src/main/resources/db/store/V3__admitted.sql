-- Every admitted plan as it was frozen, so that it can be finished by hand without Temporal
-- (docs/takeover.md). The bytes of its scripts are in script, by digest.
CREATE TABLE admitted (
  deployment text NOT NULL,
  digest     text NOT NULL, -- the plan digest
  plan       text NOT NULL, -- JSON
  scripts    text NOT NULL, -- JSON: path, digest and length of each
  kept       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (deployment, digest)
);
