-- Which policies and role map the workers went by, and since when; the audit tells each change.
CREATE TABLE rules_in_force (
  subject text NOT NULL,
  number  int NOT NULL CHECK (number > 0),
  digest  text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  rules   text NOT NULL,
  since   timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (subject, number)
);
