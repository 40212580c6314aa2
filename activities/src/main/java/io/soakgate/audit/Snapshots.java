package io.soakgate.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.RecordActivity.Entries;
import io.soakgate.deployment.Status;
import io.soakgate.target.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How deployments stood when the audit last heard of them: what is known without Temporal. */
public record Snapshots(Store store) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          // Another release may have written it.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final String LATEST =
      """
      SELECT deployment, run, number, status, recorded FROM (
        SELECT *, row_number() OVER
          (PARTITION BY deployment ORDER BY recorded DESC, number DESC) AS age
        FROM audit.status) AS all_of_them
      WHERE age = 1
      """;

  /**
   * One deployment's latest status, which names plan, digest and what it does.
   *
   * @param run Temporal's run id
   * @param number the entry of the audit it is as old as
   * @param recorded when, by the worker's clock
   * @param status of one deployment with everything that happened in its timeline
   */
  public record Snapshot(
      String deployment, String run, int number, Instant recorded, Status status) {}

  /** The latest run of a deployment; empty when the audit knows none of that id. */
  public Optional<Snapshot> latest(String deployment) throws SQLException {
    List<Snapshot> found = read(LATEST + " AND deployment = ?", true, deployment);
    return found.stream().findFirst();
  }

  /** The latest run of every deployment, the newest first; their timelines are left empty. */
  public List<Snapshot> list() throws SQLException {
    return read(LATEST + " ORDER BY recorded DESC, deployment", false);
  }

  private List<Snapshot> read(String sql, boolean timelines, String... values) throws SQLException {
    List<Snapshot> all = new ArrayList<>();
    try (Connection connection = store.connectToAudit();
        PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setString(i + 1, values[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          all.add(snapshot(connection, rows, timelines));
        }
      }
    }
    return all;
  }

  private static Snapshot snapshot(Connection connection, ResultSet row, boolean timeline)
      throws SQLException {
    String deployment = row.getString(1);
    String run = row.getString(2);
    Status bare = status(row.getString(4));
    return new Snapshot(
        deployment,
        run,
        row.getInt(3),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        timeline ? bare.with(timeline(connection, deployment, run)) : bare);
  }

  private static List<Entry> timeline(Connection connection, String deployment, String run)
      throws SQLException {
    List<Entry> all = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            Rows.ENTRIES + " WHERE deployment = ? AND run = ? AND stream = ? ORDER BY number")) {
      select.setString(1, deployment);
      select.setString(2, run);
      select.setString(3, Chain.DEPLOYMENT);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          all.add(Rows.link(rows).entry());
        }
      }
    }
    return all;
  }

  private static Status status(String json) {
    try {
      return JSON.readValue(json, Status.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status in the store cannot be read", e);
    }
  }

  /** Keeps the status of a batch; part of the caller's transaction. */
  static void keep(Connection connection, Entries batch, int number, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO audit.status (deployment, run, number, status, recorded)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, Canonical.text(batch.deployment()));
      insert.setString(2, Canonical.text(batch.run()));
      insert.setInt(3, number);
      insert.setString(4, JSON.writeValueAsString(batch.status()));
      insert.setObject(5, Rows.moment(Canonical.time(now)));
      insert.executeUpdate();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status cannot be written as JSON", e);
    }
  }
}
