package io.soakgate.probe;

import io.soakgate.plan.Unit;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** A row of a result, as texts with their types. */
record Row(List<Column> columns) {

  /** One place of a row; {@code text} is null where the database says NULL. */
  record Column(String name, int type, String text) {

    /** As a value: a figure without a unit, or a word; null where it is neither. */
    Value value() {
      return text == null ? null : value(name, type, text);
    }

    private static Value value(String name, int type, String text) {
      return switch (type) {
        case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE ->
            text.matches("[-+0-9.eE]+")
                ? Value.number(name, new BigDecimal(text), Unit.NONE)
                : null;
        case Types.BIT, Types.BOOLEAN -> Value.text(name, text.startsWith("t") ? "true" : "false");
        default -> Value.text(name, text);
      };
    }
  }

  /** The row a result stands at. */
  static Row at(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<Column> all = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      all.add(new Column(columns.getColumnLabel(i), columns.getColumnType(i), rows.getString(i)));
    }
    return new Row(all);
  }

  /**
   * The one row a query returns.
   *
   * @param when for the message
   * @throws IllegalStateException when there is none, or more than one
   */
  static Row one(Connection connection, String query, String when) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(2);
      try (ResultSet rows = statement.executeQuery(query)) {
        if (!rows.next()) {
          throw new IllegalStateException("`row` returned no row " + when + ONE);
        }
        Row row = at(rows);
        if (rows.next()) {
          throw new IllegalStateException("`row` returned more than one row " + when + ONE);
        }
        return row;
      }
    }
  }

  private static final String ONE = "; it must return exactly one";

  /** What stands in the column of that name; null also when there is none. */
  String text(String name) {
    return columns.stream()
        .filter(c -> c.name().equals(name))
        .map(Column::text)
        .filter(t -> t != null)
        .findFirst()
        .orElse(null);
  }

  /** Whether some column holds this text. */
  boolean holds(String text) {
    return columns.stream().anyMatch(c -> text.equals(c.text()));
  }
}
