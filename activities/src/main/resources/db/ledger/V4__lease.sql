-- Whose this database is: one deployment at a time, whatever Temporal it runs in (decision 6).
CREATE TABLE soakgate.lease (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  cluster    text NOT NULL,        -- id of the Temporal namespace
  label      text NOT NULL,        -- its address and name, for people
  deployment text NOT NULL,
  taken      timestamptz NOT NULL DEFAULT clock_timestamp(),
  until      timestamptz NOT NULL  -- renewed until the deployment's ending; may be taken afterwards
);
