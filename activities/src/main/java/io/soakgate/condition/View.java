package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.ConditionsRequest;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.target.Limits;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a look has to look with.
 *
 * @param connection read only, autocommit, cut off by the server after a short time
 * @param touched what the plan, or its next change, names here
 * @param catalog the catalog of the touched schemas, as it is now; null when it cannot be read
 */
record View(
    Connection connection,
    Target target,
    ConditionsRequest request,
    Touched touched,
    Fingerprint catalog) {

  /** Makes one thing of a row. */
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  Limits limits() {
    return target.limits();
  }

  /** The beginning of the {@code application_name} of this deployment's own sessions. */
  String own() {
    return ("soakgate/" + request.scope().deployment() + "/").replaceAll("[^ -~]", "?");
  }

  /** The rows of a query; durations are given as seconds. */
  <T> List<T> rows(String sql, Reading<T> reading, Object... parameters) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        Object p = parameters[i];
        if (p instanceof Duration time) {
          query.setDouble(i + 1, time.toMillis() / 1000.0);
        } else if (p instanceof Long[] oids) {
          query.setArray(i + 1, connection.createArrayOf("bigint", oids));
        } else {
          query.setObject(i + 1, p);
        }
      }
      List<T> all = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          all.add(reading.of(row));
        }
      }
      return all;
    }
  }

  /** The one row of a query. */
  <T> T row(String sql, Reading<T> reading, Object... parameters) throws SQLException {
    return rows(sql, reading, parameters).get(0);
  }
}
