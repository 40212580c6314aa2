package io.soakgate.fingerprint;

import io.soakgate.fingerprint.Fingerprint.TableContent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Counts and hashes of tables, added up from parts in any order and by several threads. */
final class Sums {
  private final Map<String, Sum> tables = new ConcurrentSkipListMap<>();

  private record Sum(long count, BigDecimal hash) {
    Sum plus(Sum other) {
      return new Sum(count + other.count, hash.add(other.hash));
    }
  }

  void add(String table, long count, BigDecimal hash) {
    tables.merge(table, new Sum(count, hash), Sum::plus);
  }

  List<TableContent> contents() {
    return tables.entrySet().stream()
        .map(
            e ->
                new TableContent(
                    e.getKey(), e.getValue().count(), e.getValue().hash().toPlainString()))
        .toList();
  }
}
