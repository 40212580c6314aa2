-- Where each plan passed and where it was rolled back, over all its deployments (ADR 0028): an
-- environment opens again once the one before has passed later than the last rollback. Rows are
-- only added; the order of their numbers is the order of time.
CREATE TABLE passage (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan       text NOT NULL,
  target     text NOT NULL,
  what       text NOT NULL CHECK (what IN ('PASSED', 'ROLLED_BACK', 'ANSWERED')),
  deployment text NOT NULL,
  passage    text NOT NULL, -- JSON
  kept       timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX passage_of ON passage (plan, target, id);
