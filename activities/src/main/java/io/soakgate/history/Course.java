package io.soakgate.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A history's rows held against the folder they come from.
 *
 * @param folder the migrations of the folder, in the tool's order
 * @param rows what the table holds, in the order it was applied
 */
public record Course(List<Migration> folder, List<Applied> rows) {

  /** How many migrations stand as applied. */
  public int applied() {
    return (int) rows.stream().filter(Applied::success).count();
  }

  /** How many stand as failed. */
  public int failed() {
    return (int) rows.stream().filter(r -> !r.success()).count();
  }

  /** The files whose migrations are not applied, in their order. */
  public List<String> pending() {
    return notApplied().stream().map(Migration::shown).toList();
  }

  /** What is applied and has no file in the folder. */
  public List<String> strangers() {
    Set<String> known = folder.stream().map(Migration::key).collect(Collectors.toSet());
    return rows.stream().filter(r -> !known.contains(r.key())).map(Applied::shown).toList();
  }

  /** What is pending although a later one is applied. */
  public List<String> outOfOrder() {
    int last = -1;
    for (int i = 0; i < folder.size(); i++) {
      last = row(folder.get(i)) == null ? last : i;
    }
    return folder.subList(0, last + 1).stream()
        .filter(m -> row(m) == null)
        .map(Migration::shown)
        .toList();
  }

  /** What was applied with other bytes than the folder holds. */
  public List<String> changed() {
    return folder.stream().filter(this::changed).map(Migration::shown).toList();
  }

  /** What was applied last; null when nothing was. */
  public String last() {
    return rows.isEmpty() ? null : rows.get(rows.size() - 1).shown();
  }

  private boolean changed(Migration migration) {
    Applied row = row(migration);
    return row != null
        && row.checksum() != null
        && migration.checksum() != null
        && !row.checksum().equals(migration.checksum());
  }

  private List<Migration> notApplied() {
    return folder.stream().filter(m -> row(m) == null).toList();
  }

  private Applied row(Migration migration) {
    return rows.stream().filter(r -> r.key().equals(migration.key())).findFirst().orElse(null);
  }

  /**
   * Why these files cannot be applied now without the history being untrue, or the tool refusing
   * the folder from then on; empty when nothing speaks against it.
   *
   * @param files in the order they would be applied
   */
  public List<String> against(List<String> files) {
    List<String> why = new ArrayList<>();
    rows.stream()
        .filter(r -> !r.success())
        .forEach(r -> why.add(r.shown() + " stands as failed (" + r.words() + "): repair it"));
    if (!strangers().isEmpty()) {
      why.add(list(strangers()) + " applied, and no file of the folder: add the file");
    }
    changed().forEach(m -> why.add(m + " was applied with other bytes than the folder holds"));
    Set<String> done =
        rows.stream().map(Applied::key).collect(Collectors.toCollection(HashSet::new));
    for (String file : files) {
      folder.stream().filter(m -> m.file().equals(file)).forEach(m -> against(m, done, why));
    }
    return why;
  }

  private void against(Migration migration, Set<String> done, List<String> why) {
    Applied row = row(migration);
    int at = folder.indexOf(migration);
    List<String> skipped = shown(folder.subList(0, at), done, false);
    List<String> later = shown(folder.subList(at + 1, folder.size()), done, true);
    if (row != null) {
      why.add(migration.shown() + " is applied already (" + row.words() + ")");
    } else if (!later.isEmpty()) {
      why.add(migration.shown() + " would be out of order: applied already: " + list(later));
    } else if (!skipped.isEmpty()) {
      why.add(migration.shown() + " would come before what it follows: " + list(skipped));
    }
    done.add(migration.key());
  }

  private static List<String> shown(List<Migration> some, Set<String> done, boolean applied) {
    return some.stream()
        .filter(m -> done.contains(m.key()) == applied)
        .map(Migration::shown)
        .toList();
  }

  private static String list(List<String> all) {
    return String.join(", ", all);
  }
}
