-- What Soakgate did in this database. A row about a statement is written in the same
-- transaction as the statement; where there can be none, as an intent before it (decision 8).

CREATE SEQUENCE soakgate.token;

-- Who may write for a subject: a later ask takes the token, and an earlier one is refused.
CREATE TABLE soakgate.fence (
  deployment text NOT NULL,
  subject    text NOT NULL,
  token      bigint NOT NULL,
  purpose    text NOT NULL,
  scheduled  bigint NOT NULL, -- milliseconds; when Temporal scheduled the attempt
  ask        int NOT NULL,    -- which time the workflow asks
  attempt    int NOT NULL,    -- which attempt of the activity
  PRIMARY KEY (deployment, subject)
);

-- Every session opened for a subject, registered before it works, so that a successor finds it.
CREATE TABLE soakgate.session (
  deployment    text NOT NULL,
  subject       text NOT NULL,
  pid           int NOT NULL,
  backend_start timestamptz NOT NULL,
  application   text NOT NULL,
  PRIMARY KEY (deployment, subject, pid, backend_start)
);

-- One action of a subject. A round is apply and its undo; what is of an earlier round is void.
CREATE TABLE soakgate.run (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  deployment text NOT NULL,
  subject    text NOT NULL,
  purpose    text NOT NULL CHECK (purpose IN ('APPLY', 'UNDO', 'STEP')),
  round      int NOT NULL,
  action     text NOT NULL,  -- digest of kind and configuration
  digest     text NOT NULL,  -- digest of all statements
  statements int NOT NULL,
  started    timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished   timestamptz,    -- set in the transaction of the last statement
  UNIQUE (deployment, subject, purpose, round, action)
);

CREATE TABLE soakgate.applied (
  run           bigint NOT NULL REFERENCES soakgate.run,
  first         int NOT NULL,
  last          int NOT NULL,
  digest        text NOT NULL,
  state         text NOT NULL CHECK (state IN ('intent', 'done')),
  token         bigint NOT NULL,
  ask           int NOT NULL,
  attempt       int NOT NULL,
  pid           int NOT NULL DEFAULT pg_backend_pid(),
  backend_start timestamptz NOT NULL,
  at            timestamptz NOT NULL DEFAULT clock_timestamp(),
  took          interval,
  object        text,        -- what the catalog is asked about between intent and done
  existed       oid,         -- the object of that name before the intent
  PRIMARY KEY (run, first)
);

-- Every NOTICE and WARNING, in the order they came.
CREATE TABLE soakgate.notice (
  run      bigint NOT NULL REFERENCES soakgate.run,
  line     int NOT NULL,
  severity text NOT NULL,
  words    text NOT NULL,
  PRIMARY KEY (run, line)
);

-- What a run created and nothing else: the only things drop-created may touch (INV-09).
CREATE TABLE soakgate.created (
  run      bigint NOT NULL REFERENCES soakgate.run,
  number   int NOT NULL,     -- in the order of creation
  class    oid NOT NULL,
  object   oid NOT NULL,
  type     text NOT NULL,
  identity text NOT NULL,
  PRIMARY KEY (run, number)
);

-- The ledger as people read it.
CREATE VIEW soakgate.ledger AS
SELECT r.deployment, r.subject, r.purpose, r.round, a.first, a.last, a.state, a.digest,
       a.ask, a.attempt, a.pid, a.backend_start, a.at, a.took, a.object
FROM soakgate.run r JOIN soakgate.applied a ON a.run = r.id;
