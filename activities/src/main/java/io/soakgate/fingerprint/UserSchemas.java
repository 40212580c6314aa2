package io.soakgate.fingerprint;

/** Which schemas count: those of PostgreSQL and of Soakgate do not. */
final class UserSchemas {
  /** A condition over {@code n}, a row of {@code pg_namespace}. */
  static final String CONDITION =
      "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'soakgate',"
          + " 'soakgate_sample') AND NOT starts_with(n.nspname, 'soakgate_kept_') AND n.nspname::text = ANY (coalesce(nullif(current_setting('"
          + UserSchemas.ONLY
          + "', true), '')::text[], ARRAY[n.nspname::text]))";

  /** A setting of the transaction that narrows it to some: an array as text; empty for all. */
  static final String ONLY = "soakgate.schemas";

  private UserSchemas() {}
}
