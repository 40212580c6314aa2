package io.soakgate.probe;

import io.soakgate.plan.Unit;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rows that were drawn: what can be counted in them, and what a person is shown. */
final class Drawn {
  private static final int CELL = 60;
  private static final Set<Integer> FIGURES =
      Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE);

  private final Map<String, BigDecimal> lowest = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();
  private long nulls;

  static Drawn of(ResultSet rows) throws SQLException {
    Drawn drawn = new Drawn();
    while (rows.next()) {
      drawn.take(rows);
    }
    return drawn;
  }

  private void take(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    List<String> cells = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String label = columns.getColumnLabel(i);
      String text = row.getString(i);
      nulls += text == null ? 1 : 0;
      cells.add(label + ": " + cut(text == null ? "NULL" : text.replaceAll("\\s+", " ")));
      if (text != null && FIGURES.contains(columns.getColumnType(i)) && text.matches("[-0-9.]+")) {
        lowest.merge(label, new BigDecimal(text), BigDecimal::min);
      }
    }
    lines.add(lines.size() + 1 + ". " + String.join(" | ", cells));
  }

  private static String cut(String text) {
    return text.length() <= CELL ? text : text.substring(0, CELL - 1) + "…";
  }

  List<Value> values() {
    List<Value> values = new ArrayList<>();
    values.add(Value.number("shown", lines.size()));
    values.add(Value.number("nulls", nulls));
    lowest.forEach((name, figure) -> values.add(Value.number("lowest-" + name, figure, Unit.NONE)));
    return values;
  }

  String words() {
    return String.join("\n", lines);
  }
}
