package io.soakgate.fingerprint;

/** Which schemas count: those of PostgreSQL and of Soakgate do not. */
final class UserSchemas {
  /** A condition over {@code n}, a row of {@code pg_namespace}. */
  static final String CONDITION =
      "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'soakgate',"
          + " 'soakgate_sample')";

  private UserSchemas() {}
}
