-- What each deployment left behind when it ended, and each rollback after its ending: all that a
-- later rollback needs (ADR 0028). Nothing is changed here; of one deployment the last row counts.
CREATE TABLE left_behind (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  deployment text NOT NULL,
  said_by    text NOT NULL, -- the workflow: the deployment, or a rollback of it
  left_there text NOT NULL, -- JSON
  kept       timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX left_behind_of ON left_behind (deployment, id);
