package io.soakgate.starter.rollbacks;

import java.util.List;
import java.util.Optional;

/**
 * What the rollbacks of one plan are held against.
 *
 * @param plan the plan's folder name
 * @param strangers SQL that makes, before the first change, what is not the plan's: an index and a
 *     policy of the same look as the plan's own
 * @param options what is not an exact return
 */
record Expected(String plan, List<String> strangers, List<Option> options) {

  /**
   * An option that is not simply the undo of changes.
   *
   * @param option its name; {@code <option> after <change>} for one that is different then
   * @param from the first change after which it can be used, or null for any
   * @param against the changes of the database it is compared with; null for those that it keeps
   * @param leaves lines of the difference that it leaves on purpose, {@code *} for anything
   */
  record Option(String option, String from, List<String> against, List<String> leaves) {}

  /** What is said of a rollback; nothing when it is exact. */
  Option of(Rolled rolled) {
    String last = rolled.applied().get(rolled.applied().size() - 1);
    return named(rolled.option() + " after " + last)
        .or(() -> named(rolled.option()))
        .orElse(new Option(rolled.option(), null, null, List.of()));
  }

  /** The first change after which an option can be used, or null for any. */
  String from(String option) {
    return named(option).map(Option::from).orElse(null);
  }

  private Optional<Option> named(String name) {
    return options.stream().filter(o -> o.option().equals(name)).findFirst();
  }
}
