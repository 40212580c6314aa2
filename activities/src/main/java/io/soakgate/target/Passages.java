package io.soakgate.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.soakgate.deployment.AdmitActivity.Past;
import io.soakgate.deployment.AdmitActivity.PastQuestion;
import io.soakgate.deployment.Evidence.Said;
import io.soakgate.deployment.Passage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The course of each plan over all its deployments, in Soakgate's own database (ADR 0028). */
public record Passages(Store store) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // Another release may have written it.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final String LAST =
      "SELECT id, passage FROM passage WHERE plan = ? AND target = ? AND what = ? AND id > ?"
          + " ORDER BY id DESC LIMIT 1";

  private record Row(long id, Passage passage) {}

  /** Keeps a step; keeping it again changes nothing that counts. */
  public void keep(Passage passage) throws SQLException {
    try (Connection connection = store.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO passage (plan, target, what, deployment, passage)"
                    + " VALUES (?, ?, ?, ?, ?)")) {
      insert.setString(1, passage.plan());
      insert.setString(2, passage.target());
      insert.setString(3, passage.what().name());
      insert.setString(4, passage.deployment());
      insert.setString(5, JSON.writeValueAsString(passage));
      insert.executeUpdate();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a step of a plan's course can be written", e);
    }
  }

  /** The last rollback on a target that no pass there came after, and what came of it. */
  public Past past(PastQuestion question) throws SQLException {
    try (Connection connection = store.connect()) {
      String plan = question.plan();
      String target = question.target();
      Row back = last(connection, plan, target, Passage.What.ROLLED_BACK, 0);
      if (back == null || last(connection, plan, target, Passage.What.PASSED, back.id()) != null) {
        return Past.NONE;
      }
      Row passed =
          question.before() == null
              ? null
              : last(connection, plan, question.before(), Passage.What.PASSED, back.id());
      return new Past(
          back.passage(), said(connection, back), passed == null ? null : passed.passage());
    }
  }

  private static Row last(
      Connection connection, String plan, String target, Passage.What what, long after)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LAST)) {
      select.setString(1, plan);
      select.setString(2, target);
      select.setString(3, what.name());
      select.setLong(4, after);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? new Row(row.getLong(1), read(row.getString(2))) : null;
      }
    }
  }

  /** Of each question the last answer. */
  private static List<Said> said(Connection connection, Row back) throws SQLException {
    Map<String, Said> all = new LinkedHashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT passage FROM passage WHERE deployment = ? AND target = ? AND what = 'ANSWERED'"
                + " AND id > ? ORDER BY id")) {
      select.setString(1, back.passage().deployment());
      select.setString(2, back.passage().target());
      select.setLong(3, back.id());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          read(rows.getString(1)).said().forEach(s -> all.put(s.name(), s));
        }
      }
    }
    return new ArrayList<>(all.values());
  }

  private static Passage read(String json) {
    try {
      return JSON.readValue(json, Passage.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a step of a plan's course cannot be read", e);
    }
  }
}
