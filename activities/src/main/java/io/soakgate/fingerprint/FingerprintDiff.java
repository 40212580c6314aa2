package io.soakgate.fingerprint;

import io.soakgate.fingerprint.Fingerprint.TableContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How two fingerprints differ, in words that hold no row's content.
 *
 * @param added objects that were not there
 * @param removed objects that are not there any more
 * @param altered objects that are not what they were, and in what
 * @param rows tables whose rows are not what they were
 */
public record FingerprintDiff(
    List<String> added, List<String> removed, List<String> altered, List<String> rows) {

  /** Compares what was with what is. */
  public static FingerprintDiff between(Fingerprint was, Fingerprint is) {
    Map<String, CatalogLine> before = byObject(onlyIn(was.catalog(), is.catalog()));
    Map<String, CatalogLine> after = byObject(onlyIn(is.catalog(), was.catalog()));
    return new FingerprintDiff(
        Wholes.of(without(after, before)),
        Wholes.of(without(before, after)),
        before.values().stream()
            .filter(line -> after.containsKey(line.object()))
            .map(line -> Altered.words(line, after.get(line.object())))
            .toList(),
        rowsThatDiffer(byTable(was), byTable(is)));
  }

  /** Whether they are equal. */
  public boolean none() {
    return added.isEmpty() && removed.isEmpty() && altered.isEmpty() && rows.isEmpty();
  }

  /** Every difference, one a line: {@code added …}, {@code removed …}, {@code altered …}. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    removed.forEach(line -> lines.add("removed " + line));
    added.forEach(line -> lines.add("added " + line));
    altered.forEach(line -> lines.add("altered " + line));
    rows.forEach(line -> lines.add("rows of " + line));
    return lines;
  }

  private static List<String> onlyIn(List<String> here, List<String> there) {
    Set<String> known = Set.copyOf(there);
    return here.stream().filter(line -> !known.contains(line)).toList();
  }

  private static Map<String, CatalogLine> byObject(List<String> lines) {
    Map<String, CatalogLine> map = new TreeMap<>();
    lines.stream().map(CatalogLine::of).forEach(line -> map.putIfAbsent(line.object(), line));
    return map;
  }

  private static List<CatalogLine> without(
      Map<String, CatalogLine> lines, Map<String, CatalogLine> others) {
    return lines.values().stream().filter(line -> !others.containsKey(line.object())).toList();
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
      return "%s: %,d as before, with other content".formatted(was.table(), was.count());
    }
    return "%s: %,d before, %,d now".formatted(was.table(), was.count(), is.count());
  }
}
