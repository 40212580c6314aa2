package io.soakgate.dev;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.soakgate.target.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small menu API over a sample database, so that a deployment on one machine has an application
 * to probe. {@code GET /api/restaurants/<id>/menu} answers the dishes with their courses as JSON;
 * 404 for a restaurant without a menu, 503 when the database does not answer.
 */
public final class SampleApi implements AutoCloseable {
  private static final Pattern MENU = Pattern.compile("/api/restaurants/(\\d{1,9})/menu");
  private static final String QUERY =
      "SELECT d.id, d.name, c.name AS course FROM menuca_v3.dishes d"
          + " JOIN menuca_v3.courses c ON d.course_id = c.id"
          + " WHERE d.restaurant_id = ? ORDER BY d.id";
  private static final int THREADS = 4;

  private final Target target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final ObjectMapper json = new ObjectMapper();

  private SampleApi(Target target, HttpServer server) {
    this.target = target;
    this.server = server;
  }

  /**
   * Starts it on a free loopback port.
   *
   * @param target the database it reads
   * @throws IOException when no port can be bound
   */
  public static SampleApi start(Target target) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SampleApi api = new SampleApi(target, server);
    server.createContext("/", api::answer);
    server.setExecutor(api.threads);
    server.start();
    return api;
  }

  /** Its address, without a path. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher menu = MENU.matcher(exchange.getRequestURI().getPath());
      if (!menu.matches()) {
        send(exchange, 404, Map.of("error", "no such page"));
        return;
      }
      List<Map<String, Object>> dishes = dishes(Integer.parseInt(menu.group(1)));
      send(exchange, dishes.isEmpty() ? 404 : 200, Map.of("dishes", dishes));
    } catch (SQLException e) {
      send(exchange, 503, Map.of("error", "the database does not answer"));
    }
  }

  private List<Map<String, Object>> dishes(int restaurant) throws SQLException {
    try (Connection connection = target.connect("menuca-api");
        PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setInt(1, restaurant);
      query.setQueryTimeout(5);
      List<Map<String, Object>> dishes = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Map<String, Object> dish = new LinkedHashMap<>();
          dish.put("id", rows.getLong("id"));
          dish.put("name", rows.getString("name"));
          dish.put("course", rows.getString("course"));
          dishes.add(dish);
        }
      }
      return dishes;
    }
  }

  private void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
