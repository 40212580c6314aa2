package io.soakgate.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.deployment.Left;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What deployments left behind, in Soakgate's own database (ADR 0028). */
public record LeftBehind(Store store) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // Another release may have written it.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Keeps it; saying the same again changes nothing that counts. */
  public void keep(Left left) throws SQLException {
    try (Connection connection = store.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO left_behind (deployment, said_by, left_there) VALUES (?, ?, ?)")) {
      insert.setString(1, left.deployment());
      insert.setString(2, left.by());
      insert.setString(3, JSON.writeValueAsString(left));
      insert.executeUpdate();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is left of a deployment can be written", e);
    }
  }

  /** What was said last of a deployment; empty when it has not ended, or changed nothing. */
  public Optional<Left> latest(String deployment) throws SQLException {
    try (Connection connection = store.connect();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT left_there FROM left_behind WHERE deployment = ? ORDER BY id DESC LIMIT"
                    + " 1")) {
      select.setString(1, deployment);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row.getString(1))) : Optional.empty();
      }
    }
  }

  private static Left read(String json) {
    try {
      return JSON.readValue(json, Left.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is left of a deployment cannot be read", e);
    }
  }
}
