package io.soakgate.fingerprint;

import io.soakgate.fingerprint.Fingerprint.TableContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How two fingerprints differ.
 *
 * @param gone catalog lines of the first alone
 * @param come catalog lines of the second alone
 * @param rows a sentence part per table whose rows differ
 */
public record FingerprintDiff(List<String> gone, List<String> come, List<String> rows) {

  /** Compares what was with what is. */
  public static FingerprintDiff between(Fingerprint was, Fingerprint is) {
    return new FingerprintDiff(
        onlyIn(was.catalog(), is.catalog()),
        onlyIn(is.catalog(), was.catalog()),
        rowsThatDiffer(byTable(was), byTable(is)));
  }

  /** Whether they are equal. */
  public boolean none() {
    return gone.isEmpty() && come.isEmpty() && rows.isEmpty();
  }

  /** Every difference, one a line: {@code - gone}, {@code + come}, {@code ~ rows}. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    gone.forEach(line -> lines.add("- " + line));
    come.forEach(line -> lines.add("+ " + line));
    rows.forEach(line -> lines.add("~ " + line));
    return lines;
  }

  private static List<String> onlyIn(List<String> here, List<String> there) {
    Set<String> known = new HashSet<>(there);
    return here.stream().filter(line -> !known.contains(line)).toList();
  }

  private static Map<String, TableContent> byTable(Fingerprint fingerprint) {
    return fingerprint.rows().stream()
        .collect(Collectors.toMap(TableContent::table, Function.identity()));
  }

  // A table that is there once only is told by its catalog lines.
  private static List<String> rowsThatDiffer(
      Map<String, TableContent> was, Map<String, TableContent> is) {
    Set<String> both = new TreeSet<>(was.keySet());
    both.retainAll(is.keySet());
    return both.stream()
        .filter(table -> !was.get(table).equals(is.get(table)))
        .map(table -> difference(was.get(table), is.get(table)))
        .toList();
  }

  private static String difference(TableContent was, TableContent is) {
    if (was.count() == is.count()) {
      return "%s: %,d rows, other content".formatted(was.table(), was.count());
    }
    return "%s: %,d rows, then %,d".formatted(was.table(), was.count(), is.count());
  }
}
