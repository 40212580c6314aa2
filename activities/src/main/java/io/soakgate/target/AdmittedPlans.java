package io.soakgate.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Plan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every admitted plan, frozen, in Soakgate's own database: what is left of it without Temporal. */
public record AdmittedPlans(Store store) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // Another release may have written it.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final String SELECT =
      "SELECT deployment, digest, plan, scripts, kept FROM admitted";

  /**
   * A plan as it was admitted.
   *
   * @param digest the plan digest
   * @param kept when
   */
  public record Kept(
      String deployment, String digest, Plan plan, List<Script> scripts, Instant kept) {}

  /** Keeps a plan; keeping it again changes nothing. */
  public void keep(String deployment, String digest, Plan plan, List<Script> scripts)
      throws SQLException {
    try (Connection connection = store.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO admitted (deployment, digest, plan, scripts) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING")) {
      insert.setString(1, deployment);
      insert.setString(2, digest);
      insert.setString(3, JSON.writeValueAsString(plan));
      insert.setString(4, JSON.writeValueAsString(scripts));
      insert.executeUpdate();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan that was read can be written", e);
    }
  }

  /** What was admitted last under that deployment's id. */
  public Optional<Kept> latest(String deployment) throws SQLException {
    return read(SELECT + " WHERE deployment = ? ORDER BY kept DESC LIMIT 1", deployment).stream()
        .findFirst();
  }

  private List<Kept> read(String sql, String value) throws SQLException {
    try (Connection connection = store.connect();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, value);
      List<Kept> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(kept(row));
        }
      }
      return all;
    }
  }

  private static Kept kept(ResultSet row) throws SQLException {
    try {
      return new Kept(
          row.getString(1),
          row.getString(2),
          JSON.readValue(row.getString(3), Plan.class),
          JSON.readValue(row.getString(4), new TypeReference<List<Script>>() {}),
          row.getObject(5, OffsetDateTime.class).toInstant());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan in the store cannot be read", e);
    }
  }
}
