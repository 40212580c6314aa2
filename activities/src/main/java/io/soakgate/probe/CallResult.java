package io.soakgate.probe;

import io.soakgate.verdict.Grid;
import io.soakgate.verdict.Value;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a function returned.
 *
 * @param rows how many rows
 * @param values the columns of a single row, and the counts
 * @param grid the first rows, for people; null when there is only one
 */
record CallResult(long rows, List<Value> values, Grid grid) {
  private static final int SHOWN = 20;

  /** Values that every call has; a column of that name is called otherwise. */
  static final List<String> OWN = List.of("rows", "errors", "state", "took");

  private static final String VOID = "void";

  /**
   * Calls it.
   *
   * @param function its bare name, which a single column without a name of its own has
   * @param counted the last columns of the result: conditions that a row meets or not
   */
  static CallResult of(Connection connection, String sql, String function, List<String> counted)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Row> shown = new ArrayList<>();
      long[] met = new long[counted.size()];
      long rows = 0;
      boolean none = result.getMetaData().getColumnTypeName(1).equals(VOID);
      while (result.next()) {
        Row row = Row.at(result);
        int own = row.columns().size() - counted.size();
        for (int i = 0; i < met.length; i++) {
          met[i] += String.valueOf(row.columns().get(own + i).text()).startsWith("t") ? 1 : 0;
        }
        rows++;
        if (shown.size() < SHOWN && !none) {
          shown.add(new Row(row.columns().subList(0, own)));
        }
      }
      return new CallResult(rows, values(shown, rows, function, counted, met), grid(shown, rows));
    }
  }

  private static List<Value> values(
      List<Row> shown, long rows, String function, List<String> counted, long[] met) {
    List<Value> values = new ArrayList<>();
    if (rows == 1 && !shown.isEmpty()) {
      shown.get(0).columns().forEach(c -> values.add(value(c, name(c.name(), function))));
    }
    for (int i = 0; i < met.length; i++) {
      values.add(Value.number(counted.get(i), met[i]));
    }
    return values;
  }

  private static String name(String column, String function) {
    if (column.equals(function)) {
      return "result";
    }
    return OWN.contains(column) ? "result-" + column : column;
  }

  private static Value value(Row.Column column, String name) {
    Value value = new Row.Column(name, column.type(), column.text()).value();
    return value == null ? Value.text(name, String.valueOf(column.text())) : value;
  }

  private static Grid grid(List<Row> shown, long rows) {
    return rows < 2 || shown.isEmpty()
        ? null
        : new Grid(
            shown.get(0).columns().stream().map(Row.Column::name).toList(),
            shown.stream()
                .map(r -> r.columns().stream().map(c -> String.valueOf(c.text())).toList())
                .toList());
  }
}
