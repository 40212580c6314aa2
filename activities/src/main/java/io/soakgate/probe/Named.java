package io.soakgate.probe;

import io.soakgate.plan.Node;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.postgresql.core.SqlCommandType;

/** A statement and what plans call its value. */
record Named(String name, String sql) {
  private static final Set<SqlCommandType> WRITES =
      Set.of(SqlCommandType.INSERT, SqlCommandType.UPDATE, SqlCommandType.DELETE);

  /** The entries of a mapping of queries. */
  static List<Named> selects(Node with, String key) {
    return read(with, key, Select::one);
  }

  /** The entries of a mapping of single INSERTs, UPDATEs and DELETEs. */
  static List<Named> writes(Node with, String key) {
    return read(with, key, Named::write);
  }

  private static List<Named> read(Node with, String key, Function<Node, String> each) {
    List<Named> all = new ArrayList<>();
    Node there = with.optional(key).orElse(null);
    for (String name : there == null ? List.<String>of() : there.keys()) {
      String sql = there.required(name).map(each).orElse(null);
      all.add(new Named(name, sql));
    }
    return all;
  }

  private static String write(Node node) {
    String sql = node.text();
    if (sql == null) {
      return null;
    }
    try {
      List<NativeQuery> found = Parser.parseJdbcSql(sql, true, false, true, false, false);
      if (found.size() == 1 && WRITES.contains(found.get(0).getCommand().getType())) {
        return sql;
      }
    } catch (SQLException e) {
      // Refused below.
    }
    node.refuse("not one write", "only a row can be refused", "write one INSERT, UPDATE or DELETE");
    return null;
  }
}
