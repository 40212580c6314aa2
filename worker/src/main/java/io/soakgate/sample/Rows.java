package io.soakgate.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.util.PGobject;

/** What a database answers, as JSON. */
final class Rows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Rows() {}

  /** The rows of a statement; of one that returns none, an empty list. */
  static ArrayNode of(Connection connection, NamedSql sql, Map<String, JsonNode> given)
      throws SQLException {
    ArrayNode all = JSON.createArrayNode();
    try (PreparedStatement statement = sql.prepare(connection, given)) {
      if (statement.execute()) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            all.add(row(rows));
          }
        }
      }
    }
    return all;
  }

  private static ObjectNode row(ResultSet row) throws SQLException {
    ObjectNode all = JSON.createObjectNode();
    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      all.set(row.getMetaData().getColumnLabel(column), json(row.getObject(column)));
    }
    return all;
  }

  private static JsonNode json(Object value) throws SQLException {
    if (value instanceof Array list) {
      return JSON.valueToTree(list.getArray());
    }
    if (value instanceof PGobject object && object.getType().startsWith("json")) {
      return parsed(object.getValue());
    }
    boolean plain = value == null || value instanceof Number || value instanceof Boolean;
    return JSON.valueToTree(plain ? value : value.toString());
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException theServerHasParsedIt) {
      throw new IllegalStateException(theServerHasParsedIt);
    }
  }
}
