package io.soakgate.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement with {@code :name}s for what a request brings along.
 *
 * @param text the statement as the driver wants it
 * @param names the name of each parameter, in order
 */
record NamedSql(String text, List<String> names) {
  // What is quoted, a comment or a cast stays; a ? of an operator is doubled for the driver.
  private static final Pattern PART =
      Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|::|(\\?)|:([a-zA-Z_][a-zA-Z0-9_]*)");
  private static final int TIMEOUT_SECONDS = 5;

  static NamedSql parse(String written) {
    List<String> names = new ArrayList<>();
    Matcher part = PART.matcher(written);
    StringBuilder text = new StringBuilder();
    while (part.find()) {
      String there = part.group();
      if (part.group(1) != null) {
        there = "??";
      } else if (part.group(2) != null) {
        names.add(part.group(2));
        there = "?";
      }
      part.appendReplacement(text, Matcher.quoteReplacement(there));
    }
    part.appendTail(text);
    return new NamedSql(text.toString(), List.copyOf(names));
  }

  /** Prepares it; what a request did not bring along is NULL, and the server guesses types. */
  PreparedStatement prepare(Connection connection, Map<String, JsonNode> given)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    statement.setQueryTimeout(TIMEOUT_SECONDS);
    for (int i = 0; i < names.size(); i++) {
      JsonNode value = given.get(names.get(i));
      if (value == null || value.isNull()) {
        statement.setNull(i + 1, Types.OTHER);
      } else {
        String words = value.isValueNode() ? value.asText() : value.toString();
        statement.setObject(i + 1, words, Types.OTHER);
      }
    }
    return statement;
  }
}
