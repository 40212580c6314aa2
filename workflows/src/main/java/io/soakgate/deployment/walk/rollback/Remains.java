package io.soakgate.deployment.walk.rollback;

import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.plan.Plan;
import io.soakgate.verdict.RollbackOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a rollback leaves in place, so that no applied change is ever unaccounted for (INV-07). */
final class Remains {
  private final List<String> skipped = new ArrayList<>();
  private final Set<String> halves = new LinkedHashSet<>();
  private final Set<String> undone = new LinkedHashSet<>();

  /** Another rollback begins. */
  void clear() {
    again();
    undone.clear();
  }

  /** Another option goes on where one was blocked: what that one took back stays taken back. */
  void again() {
    skipped.clear();
    halves.clear();
  }

  /** A change was taken back, unless some of it was left out. */
  void undone(String change) {
    if (!halves.contains(change)) {
      undone.add(change);
    }
  }

  /** A step, or an action of a change's undo, was left out. */
  void skipped(String subject, String words) {
    halves.add(subject);
    undone.remove(subject);
    skipped.add(words);
  }

  /** Everything that stays behind an option, in words; the stage is told which changes. */
  List<String> of(Stage stage, String option) {
    Plan plan = stage.admitted().plan();
    List<String> changes =
        RollbackOrder.stays(plan, option, stage.applied()).stream()
            .filter(c -> !undone.contains(c))
            .toList();
    stage.stays(
        stage.applied().stream()
            .distinct()
            .filter(c -> halves.contains(c) || changes.contains(c))
            .toList());
    List<String> words = new ArrayList<>();
    changes.forEach(c -> words.add(stage.name() + ": change " + c));
    skipped.forEach(s -> words.add(stage.name() + ": " + s));
    return words;
  }

  /** Nobody wants it to go on: what was not taken back by then stays. */
  List<String> asItIs(Stage stage) {
    stage.stays(stage.applied().stream().distinct().filter(c -> !undone.contains(c)).toList());
    return stage.stays().stream().map(c -> stage.name() + ": change " + c).toList();
  }
}
