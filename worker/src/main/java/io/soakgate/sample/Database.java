package io.soakgate.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Asks the sample's database in the name of whoever asks the application. */
final class Database implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Application application;
  private final SessionPool pool;

  Database(Application application, Target target) {
    this.application = application;
    this.pool = new SessionPool(target, application.name() + "-api");
  }

  /**
   * What a request is about.
   *
   * @param route that answers it
   * @param person who asks, or null
   * @param claims what the database is told about them; null is nobody
   * @param given what the request brought along
   */
  record Asked(Route route, Person person, JsonNode claims, Map<String, JsonNode> given) {}

  /** What a route's statements say; null when there is nothing to be seen. */
  JsonNode answer(Asked asked) throws SQLException {
    Connection connection = pool.take();
    try {
      become(connection, asked);
      JsonNode answer = ask(connection, asked);
      if (asked.route().commits() && answer != null) {
        connection.commit();
      } else {
        connection.rollback();
      }
      pool.giveBack(connection);
      return answer;
    } catch (SQLException | RuntimeException e) {
      pool.drop(connection);
      throw e;
    }
  }

  private void become(Connection connection, Asked asked) throws SQLException {
    Person person = asked.person();
    String role = person == null || person.role() == null ? application.role() : person.role();
    try (Statement statement = connection.createStatement();
        PreparedStatement claims = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
      if (role != null) {
        statement.execute("SET LOCAL ROLE " + statement.enquoteIdentifier(role, true));
      }
      claims.setString(1, application.claims());
      claims.setString(2, asked.claims() == null ? "" : asked.claims().toString());
      claims.execute();
    }
  }

  private static JsonNode ask(Connection connection, Asked asked) throws SQLException {
    for (NamedSql sql : asked.route().first()) {
      Rows.of(connection, sql, asked.given());
    }
    Source source = asked.route().source();
    if (source instanceof Source.Lists lists) {
      return lists(connection, lists, asked);
    }
    NamedSql sql = source instanceof Source.Login login ? login.sql() : ((Source.Row) source).sql();
    ArrayNode rows = Rows.of(connection, sql, asked.given());
    return rows.isEmpty() ? null : rows.get(0);
  }

  // With a status of its own for nothing, an empty first list is nothing.
  private static JsonNode lists(Connection connection, Source.Lists lists, Asked asked)
      throws SQLException {
    ObjectNode all = JSON.createObjectNode();
    for (Source.Named list : lists.lists()) {
      ArrayNode rows = Rows.of(connection, list.sql(), asked.given());
      if (all.isEmpty() && rows.isEmpty() && asked.route().empty() >= 400) {
        return null;
      }
      all.set(list.name(), rows);
    }
    return all;
  }

  @Override
  public void close() {
    pool.close();
  }
}
