package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import io.soakgate.target.Ledger;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements of one transaction that follow each other and are still to be run: all of them, or
 * what lies between those a person resolved.
 *
 * @param first the number of the first one, from 1
 */
record Part(int first, List<SqlStatement> statements) {

  /** What is left of these statements, in order. */
  static List<Part> of(List<SqlStatement> statements, List<Ledger.Row> rows) {
    List<Part> parts = new ArrayList<>();
    int first = 1;
    for (Ledger.Row row : rows) {
      add(parts, statements, first, row.first() - 1);
      first = row.last() + 1;
    }
    add(parts, statements, first, statements.size());
    return parts;
  }

  private static void add(List<Part> parts, List<SqlStatement> statements, int first, int last) {
    if (first <= last) {
      parts.add(new Part(first, statements.subList(first - 1, last)));
    }
  }

  int last() {
    return first + statements.size() - 1;
  }

  /** Its row, once it has run. */
  Ledger.Row row() {
    return new Ledger.Row(first, last(), Scripts.digest(statements), true, null, 0);
  }
}
