package io.soakgate.dev;

import io.soakgate.target.Target;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the sample's database says about a menu, asked as the application's role. */
final class SampleMenu {
  private static final String DISHES =
      "SELECT d.id, d.name, c.name AS course FROM menuca_v3.dishes d"
          + " JOIN menuca_v3.courses c ON d.course_id = c.id"
          + " WHERE d.restaurant_id = ? ORDER BY d.id";
  // Combos whose dishes nobody knows are not offered. By their ids the items are found through an
  // index, under row level security too.
  private static final String COMBOS =
      "SELECT i.combo_group_id AS id, min(g.name) AS name,"
          + " array_agg(d.name ORDER BY i.display_order) AS dishes"
          + " FROM menuca_v3.combo_items i"
          + " JOIN menuca_v3.combo_groups g ON g.id = i.combo_group_id"
          + " JOIN menuca_v3.dishes d ON d.id = i.dish_id"
          + " WHERE i.combo_group_id = ANY ((SELECT array_agg(id) FROM menuca_v3.combo_groups"
          + " WHERE restaurant_id = ?)::bigint[]) GROUP BY 1 ORDER BY 1";
  private static final int TIMEOUT_SECONDS = 5;

  private final SamplePool pool;

  SampleMenu(Target target) {
    this.pool = new SamplePool(target);
  }

  /**
   * The menu of a restaurant; empty when there is none to be seen.
   *
   * @param who the restaurant that asks; null is the public
   */
  Map<String, Object> of(int restaurant, String who) throws SQLException {
    Connection connection = pool.take();
    try {
      Map<String, Object> menu = of(connection, restaurant, who);
      pool.giveBack(connection);
      return menu;
    } catch (SQLException e) {
      pool.drop(connection);
      throw e;
    }
  }

  private static Map<String, Object> of(Connection connection, int restaurant, String who)
      throws SQLException {
    become(connection, who);
    List<Map<String, Object>> dishes = rows(connection, DISHES, restaurant);
    List<Map<String, Object>> combos =
        dishes.isEmpty() ? List.of() : rows(connection, COMBOS, restaurant);
    connection.rollback();
    return dishes.isEmpty() ? Map.of() : Map.of("dishes", dishes, "combos", combos);
  }

  void close() {
    pool.close();
  }

  private static void become(Connection connection, String who) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement claim =
            connection.prepareStatement("SELECT set_config('request.jwt.claims', ?, true)")) {
      statement.execute("SET LOCAL ROLE menuca_app");
      claim.setString(1, who == null ? "" : "{\"restaurant_id\": " + who + "}");
      claim.execute();
    }
  }

  private static List<Map<String, Object>> rows(Connection connection, String sql, int restaurant)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, restaurant);
      query.setQueryTimeout(TIMEOUT_SECONDS);
      List<Map<String, Object>> all = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.add(row(rows));
        }
      }
      return all;
    }
  }

  private static Map<String, Object> row(ResultSet row) throws SQLException {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      Object value = row.getObject(column);
      all.put(
          row.getMetaData().getColumnLabel(column),
          value instanceof Array list ? list.getArray() : value);
    }
    return all;
  }
}
