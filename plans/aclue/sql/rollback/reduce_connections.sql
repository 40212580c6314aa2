-- Aclue, performance recovery: fewer sessions for the public API until it recovers. The limit is chosen by whoever starts this; taken
-- back with ALTER ROLE authenticator CONNECTION LIMIT -1.
ALTER ROLE authenticator CONNECTION LIMIT :limit;
