package io.soakgate.starter.slack;

import io.soakgate.dev.DevEnvironment;
import io.soakgate.embedded.PostgresCluster;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the audit holds, and what histories do. */
record AuditRows(PostgresCluster store) {

  /** The words of what the intake refused, as the audit holds them. */
  List<String> turnedAway() {
    return rows(
        "SELECT subject || ' | ' || words FROM audit.entry WHERE deployment = 'slack-intake'"
            + " ORDER BY number");
  }

  /** Every row of the audit, as text. */
  List<String> all() {
    return rows("SELECT e::text FROM audit.entry e");
  }

  private List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                store.url(DevEnvironment.STORE), store.user(), store.password());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  static String decoded(String history) {
    StringBuilder all = new StringBuilder(history);
    Matcher found = Pattern.compile("\"data\": *\"([A-Za-z0-9+/=]+)\"").matcher(history);
    while (found.find()) {
      byte[] bytes = Base64.getDecoder().decode(found.group(1));
      all.append('\n').append(new String(bytes, StandardCharsets.UTF_8));
    }
    return all.toString();
  }
}
