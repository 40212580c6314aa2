package io.soakgate.starter.sweep;

import io.soakgate.deployment.Ending;
import io.soakgate.fingerprint.FingerprintDiff;
import java.util.List;

/**
 * What became of one case, as a whole.
 *
 * @param ending how the deployment ended
 * @param ledger what was done how often
 * @param differences the database against what it was before
 * @param left what should not be there any more
 * @param unproven what was changed before a backup was proven
 */
record Outcome(
    Ending ending,
    List<String> ledger,
    List<String> differences,
    List<String> left,
    List<String> unproven) {
  private static final List<String> APPLIED =
      List.of("orders APPLY: 5 of 5 done", "indexes APPLY: 2 of 2 done");
  private static final List<String> UNDONE =
      List.of(
          "orders APPLY: 5 of 5 done",
          "indexes APPLY: 2 of 2 done",
          "indexes UNDO: 2 of 2 done",
          "orders UNDO: 5 of 5 done");

  // The ledger came back with the backup, and begins with where it came from.
  private static final List<String> SWAPPED = List.of("rollback/full-restore/1 STEP: 1 of 1 done");

  /** Sees how a case ended. */
  static Outcome of(Case one, Ending ending) throws Exception {
    return new Outcome(
        ending,
        one.database().ledger(),
        FingerprintDiff.between(one.before(), one.database().fingerprint()).lines(),
        one.database().leftOver(),
        one.database().unproven(one.walk().id()));
  }

  /**
   * What must become of it, wherever it was stopped and whatever broke.
   *
   * @param undisturbed the differences that the plan makes when nothing breaks
   */
  static Outcome expected(Stop stop, List<String> undisturbed) {
    return switch (stop.ends()) {
      case SUCCEEDED -> clean(Ending.SUCCEEDED, APPLIED, undisturbed);
      case UNDONE -> clean(Ending.ROLLED_BACK, UNDONE, List.of());
      case RESTORED -> clean(Ending.ROLLED_BACK, SWAPPED, List.of());
    };
  }

  private static Outcome clean(Ending ending, List<String> ledger, List<String> differences) {
    return new Outcome(ending, ledger, differences, List.of(), List.of());
  }
}
