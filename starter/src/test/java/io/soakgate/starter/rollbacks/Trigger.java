package io.soakgate.starter.rollbacks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;

/**
 * What makes the condition of a plan's rule true, for real.
 *
 * @param plan whose rule
 * @param rule its name
 * @param making what is done to the sample
 */
record Trigger(String plan, String rule, Making making) {

  /** Does it. */
  interface Making {
    Undoing make(TriggerGround ground) throws Exception;
  }

  /** Takes it back, as far as later triggers ask for that. */
  interface Undoing {
    void close() throws IOException, SQLException;
  }

  String words() {
    return plan + ": " + rule;
  }

  /** SQL, and what takes it back; {@code null} where nothing has to. */
  static Making sql(String sql, String undo) {
    return ground -> {
      ground.run(sql);
      return () -> {
        if (undo != null) {
          ground.run(undo);
        }
      };
    };
  }

  /** An index is built that cannot be, and stays behind invalid. */
  static Making invalid(String index, String on) {
    return ground -> {
      try {
        ground.run("CREATE UNIQUE INDEX CONCURRENTLY " + index + " ON " + on);
      } catch (SQLException notUnique) {
        return () -> ground.run("DROP INDEX " + on.substring(0, on.indexOf('.') + 1) + index);
      }
      throw new IllegalStateException(index + " was built");
    };
  }

  /** The application answers nobody. */
  static Making stopped() {
    return ground -> {
      ground.stopped(true);
      return () -> ground.stopped(false);
    };
  }

  /**
   * Somebody holds a table again and again, for so long and so many times what the rule's baseline
   * took: on a busy machine that is slow, too.
   */
  static Making locks(String table, double seconds, String rule, int times) {
    return ground -> {
      double held = seconds + times * ground.baselineSeconds(rule);
      return ground.again(
              "BEGIN; LOCK TABLE %s; SELECT pg_sleep(%s); COMMIT".formatted(table, held))
          ::close;
    };
  }

  /** Somebody does what they may not. */
  static Making refused(String sql) {
    return ground -> ground.again(sql)::close;
  }

  /** Somebody asks the application while a table is away. */
  static Making failsOnce(String table, String path, List<String> header) {
    return ground -> {
      String name = table.substring(table.indexOf('.') + 1);
      ground.run("ALTER TABLE " + table + " RENAME TO " + name + "_away");
      try {
        URI asked = ground.endpoint("api").resolve(path);
        HttpRequest request =
            HttpRequest.newBuilder(asked).header(header.get(0), header.get(1)).build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
      } finally {
        ground.run("ALTER TABLE " + table + "_away RENAME TO " + name);
      }
      return () -> {};
    };
  }

  /** So many issues are logged. */
  static Making logged(int issues) {
    return ground -> {
      ground.logged(issues);
      return () -> ground.logged(0);
    };
  }
}
