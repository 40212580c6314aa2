-- What a person took into their own hands: a statement resolved by hand, or run with psql.
ALTER TABLE soakgate.applied DROP CONSTRAINT applied_state_check;
ALTER TABLE soakgate.applied ADD CONSTRAINT applied_state_check
  CHECK (state IN ('intent', 'done', 'resolved done', 'resolved skipped'));
ALTER TABLE soakgate.applied ADD COLUMN said_by text; -- who; null where Soakgate ran it
ALTER TABLE soakgate.applied ADD COLUMN reason text;  -- why, in their words

CREATE OR REPLACE VIEW soakgate.ledger AS
SELECT r.deployment, r.subject, r.purpose, r.round, a.first, a.last, a.state, a.digest,
       a.ask, a.attempt, a.pid, a.backend_start, a.at, a.took, a.object, a.said_by, a.reason
FROM soakgate.run r JOIN soakgate.applied a ON a.run = r.id;
