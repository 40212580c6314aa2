package io.soakgate.probe;

import io.soakgate.plan.reading.Node;
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
  private static final Set<SqlCommandType> TRIED =
      Set.of(
          SqlCommandType.INSERT,
          SqlCommandType.UPDATE,
          SqlCommandType.DELETE,
          SqlCommandType.SELECT,
          SqlCommandType.WITH);

  /** The entries of a mapping of queries. */
  static List<Named> selects(Node with, String key) {
    return read(with, key, Select::one);
  }

  /** The entries of a mapping of single INSERTs, UPDATEs and DELETEs. */
  static List<Named> writes(Node with, String key) {
    return read(with, key, Named::write);
  }

  /** One statement that reads or writes rows; null (and a problem) when it is something else. */
  static String tried(Node node) {
    String sql = node.text();
    if (sql == null || oneOf(sql, TRIED)) {
      return sql;
    }
    node.refuse(
        "not one statement on rows",
        "it is tried in a transaction of its own, which nothing in it may end",
        "write one INSERT, UPDATE, DELETE, SELECT or WITH");
    return null;
  }

  /** The entries of a mapping of conditions over the columns of a result. */
  static List<Named> conditions(Node with, String key) {
    return read(with, key, Named::condition);
  }

  private static String condition(Node node) {
    String sql = node.text();
    if (sql == null || oneOf("SELECT (" + sql + ")", Set.of(SqlCommandType.SELECT))) {
      return sql;
    }
    node.refuse("no condition", "each row meets it or not", "write one like `status <> 'PASS'`");
    return null;
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
    if (oneOf(sql, WRITES)) {
      return sql;
    }
    node.refuse("not one write", "only a row can be refused", "write one INSERT, UPDATE or DELETE");
    return null;
  }

  private static boolean oneOf(String sql, Set<SqlCommandType> types) {
    try {
      List<NativeQuery> found = Parser.parseJdbcSql(sql, true, false, true, false, false);
      return found.size() == 1 && types.contains(found.get(0).getCommand().getType());
    } catch (SQLException e) {
      return false;
    }
  }
}
