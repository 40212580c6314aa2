package io.soakgate.starter.sweep;

/**
 * Where a step is stopped when something breaks. Each is held there exactly, by the database.
 *
 * <p>A backup and its trial restore are one activity with one result. A change in one transaction
 * and its ledger row are committed together, and so are a swap's renames and their record: there,
 * "after the effect" is when all is done and nothing is committed.
 */
enum Stop {
  BACKUP_BEFORE("backup", "pg_dump is at work, nothing of it is complete", Ends.SUCCEEDED),
  BACKUP_AFTER("backup", "the dump is there, its trial restore is at a row", Ends.SUCCEEDED),
  VERIFY_BEFORE("verify", "restored, nothing compared, an index is built", Ends.SUCCEEDED),
  VERIFY_RECORDED("verify", "backed up and proven, the result was not told", Ends.SUCCEEDED),
  FREEZE_BEFORE("read-only on", "before its effect", Ends.SUCCEEDED),
  FREEZE_AFTER("read-only on", "set and written down, sessions are drained", Ends.SUCCEEDED),
  FREEZE_RECORDED("read-only on", "proven, the result was not told", Ends.SUCCEEDED),
  APPLY_BEFORE("apply in one transaction", "before its first statement", Ends.SUCCEEDED),
  APPLY_AFTER("apply in one transaction", "all statements ran, no ledger row", Ends.SUCCEEDED),
  APPLY_RECORDED("apply in one transaction", "committed, the result was not told", Ends.SUCCEEDED),
  BUILD_BEFORE("apply concurrently", "the intent is there, the build is not", Ends.SUCCEEDED),
  BUILD_AFTER("apply concurrently", "the index is there, not confirmed", Ends.SUCCEEDED),
  BUILD_RECORDED("apply concurrently", "confirmed, the result was not told", Ends.SUCCEEDED),
  THAW_BEFORE("read-only off", "before anything is put back", Ends.SUCCEEDED),
  THAW_AFTER("read-only off", "put back and proven, the lease is not forgotten", Ends.SUCCEEDED),
  THAW_RECORDED("read-only off", "the lease is forgotten, the result was not told", Ends.SUCCEEDED),
  UNDO_BEFORE("undo in one transaction", "before its first statement", Ends.UNDONE),
  UNDO_AFTER("undo in one transaction", "all statements ran, no ledger row", Ends.UNDONE),
  UNDO_RECORDED("undo in one transaction", "committed, the result was not told", Ends.UNDONE),
  DROP_BEFORE("undo concurrently", "the intent is there, the index too", Ends.UNDONE),
  DROP_AFTER("undo concurrently", "the index is gone, not confirmed", Ends.UNDONE),
  DROP_RECORDED("undo concurrently", "confirmed, the result was not told", Ends.UNDONE),
  SWAP_BEFORE("swap", "the new database is being filled", Ends.RESTORED),
  SWAP_AFTER("swap", "both renames are done, nothing is committed", Ends.RESTORED),
  SWAP_RECORDED("swap", "swapped, the result was not told", Ends.RESTORED),
  /** Nothing stops it: what the others are held against. */
  NOWHERE("nothing", "is not stopped", Ends.SUCCEEDED);

  /** How a deployment that was stopped ends. */
  enum Ends {
    SUCCEEDED,
    UNDONE,
    RESTORED
  }

  private final String step;
  private final String words;
  private final Ends ends;

  Stop(String step, String words, Ends ends) {
    this.step = step;
    this.words = words;
    this.ends = ends;
  }

  Ends ends() {
    return ends;
  }

  /** The result is held back, and what breaks does so when all is written down. */
  boolean recorded() {
    return name().endsWith("_RECORDED");
  }

  /** Its lease is held where it is written next. */
  boolean thaws() {
    return name().startsWith("THAW_");
  }

  String words() {
    return step + ", " + words;
  }
}
