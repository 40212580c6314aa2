package io.soakgate.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.SQLException;

/**
 * What the application answers.
 *
 * @param status of the answer
 * @param body its JSON
 * @param trouble what goes to the log as an error, or null
 */
record Answer(int status, JsonNode body, String trouble) {

  static Answer of(int status, JsonNode body) {
    return new Answer(status, body, null);
  }

  /** A refusal in words that tell nothing about why. */
  static Answer refusal(int status, String words) {
    return of(status, JsonNodeFactory.instance.objectNode().put("error", words));
  }

  /** What a database's refusal is to whoever asked: theirs, forbidden, or nobody's business. */
  static Answer of(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith("22") || state.startsWith("23")) {
      return refusal(400, "Bad Request");
    }
    if (state.equals("25006")) {
      return refusal(503, "maintenance: nothing can be changed now");
    }
    return state.equals("42501")
        ? refusal(403, "Forbidden")
        : new Answer(503, refusal(503, "the database does not answer").body(), state);
  }
}
