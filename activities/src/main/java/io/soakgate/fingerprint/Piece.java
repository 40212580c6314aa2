package io.soakgate.fingerprint;

import io.soakgate.fingerprint.RowHash.Hashing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a table that one session hashes at a time.
 *
 * @param number from 0
 * @param of how many there are of this table
 */
record Piece(Hashing table, int number, int of) {
  // Below that, asking for ranges costs more than it evens out.
  private static final long LEAST = 16L << 20;
  private static final int PER_SESSION = 4;

  /** All tables, the bigger pieces first, so that no session is left alone with a big one. */
  static List<Piece> of(List<Hashing> tables, int sessions) {
    long all = tables.stream().mapToLong(Hashing::bytes).sum();
    long most = Math.max(LEAST, all / ((long) PER_SESSION * sessions));
    List<Piece> pieces = new ArrayList<>();
    for (Hashing table : tables) {
      long wanted = sessions == 1 ? 1 : Math.max(1, table.bytes() / most);
      int of = (int) Math.max(1, Math.min(wanted, table.blocks()));
      for (int i = 0; i < of; i++) {
        pieces.add(new Piece(table, i, of));
      }
    }
    pieces.sort(Comparator.comparingLong(Piece::bytes).reversed());
    return pieces;
  }

  long bytes() {
    return table.bytes() / of;
  }

  // The last one has no end: the table may have grown since its blocks were counted.
  String query() {
    if (of == 1) {
      return table.query();
    }
    String from = " WHERE ctid >= '(" + block(number) + ",0)'";
    String to = number == of - 1 ? "" : " AND ctid < '(" + block(number + 1) + ",0)'";
    return table.query() + from + to;
  }

  private long block(int number) {
    return table.blocks() * number / of;
  }
}
