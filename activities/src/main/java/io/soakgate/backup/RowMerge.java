package io.soakgate.backup;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Goes through the rows of two tables in the order of their keys, side by side. */
final class RowMerge {
  private static final int FETCHED = 5_000;
  private final List<String> added = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();
  private long gone;

  private record Row(byte[] key, String content, String place) {
    static Row next(ResultSet rows) throws SQLException {
      return rows.next()
          ? new Row(
              rows.getString(1).getBytes(StandardCharsets.UTF_8),
              rows.getString(2),
              rows.getString(3))
          : null;
    }

    // As the server orders them.
    int compare(Row other) {
      return Arrays.compareUnsigned(key, other.key);
    }
  }

  /** Both sessions are in transactions of their own. */
  void run(Connection old, String of, Connection restored, String in) throws SQLException {
    try (Statement here = statement(old);
        Statement there = statement(restored);
        ResultSet lefts = here.executeQuery(of);
        ResultSet rights = there.executeQuery(in)) {
      Row left = Row.next(lefts);
      Row right = Row.next(rights);
      while (left != null || right != null) {
        int order = left == null ? 1 : right == null ? -1 : left.compare(right);
        if (order == 0 && !left.content().equals(right.content())) {
          changed.add(left.place());
        } else if (order < 0) {
          added.add(left.place());
        } else if (order > 0) {
          gone++;
        }
        left = order <= 0 ? Row.next(lefts) : left;
        right = order >= 0 ? Row.next(rights) : right;
      }
    }
  }

  /** A table that only one of them has. */
  void all(Connection old, String query) throws SQLException {
    try (Statement here = statement(old);
        ResultSet rows = here.executeQuery(query)) {
      for (Row row = Row.next(rows); row != null; row = Row.next(rows)) {
        added.add(row.place());
      }
    }
  }

  private static Statement statement(Connection session) throws SQLException {
    Statement statement = session.createStatement();
    statement.setFetchSize(FETCHED);
    return statement;
  }

  /** Places of rows that the restored one lacks. */
  List<String> added() {
    return added;
  }

  /** Places of rows that the restored one has otherwise. */
  List<String> changed() {
    return changed;
  }

  /** Rows that only the restored one has. */
  long gone() {
    return gone;
  }
}
