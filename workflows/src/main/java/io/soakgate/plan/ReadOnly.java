package io.soakgate.plan;

/**
 * Keeps the application's writes out of a database while it is changed (decision 15, rule 14).
 *
 * @param askAt the moment at whose gate people say whether it is used; null means it always is
 * @param from when it begins
 * @param sessions what becomes of sessions that are open when it begins
 * @param proveAs the database role that must not be able to write; null when none is named
 */
public record ReadOnly(String askAt, From from, Sessions sessions, String proveAs) {

  /** When it begins. */
  public enum From {
    /** Between the backup and the checks before the first change. */
    CHANGES,
    /** Before the backup, so that a restore loses nothing. */
    BACKUP
  }

  /** What becomes of the sessions that could still write. */
  public enum Sessions {
    /** They are waited for until each has ended its transaction, then they are ended. */
    DRAIN,
    /** They are ended at once. */
    END
  }
}
