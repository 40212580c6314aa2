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
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small menu API over a sample database, so that a deployment on one machine has an application
 * to probe. {@code GET /} is its homepage; {@code GET /api/restaurants/<id>/menu} answers the
 * dishes with their courses and the combos with their dishes as JSON, 404 for a restaurant without
 * a menu, 503 when the database does not answer. With the header {@code X-Restaurant} a restaurant
 * asks, without it the public does; what it may see is for the database to say.
 */
public final class SampleApi implements AutoCloseable {
  private static final Pattern MENU = Pattern.compile("/api/restaurants/(\\d{1,9})/menu");
  private static final String WHO = "X-Restaurant";
  private static final int THREADS = 4;

  private final SampleMenu menu;
  private final SampleLog log;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final ObjectMapper json = new ObjectMapper();

  private SampleApi(SampleMenu menu, SampleLog log, HttpServer server) {
    this.menu = menu;
    this.log = log;
    this.server = server;
  }

  /**
   * Starts it on a free loopback port.
   *
   * @param target the database it reads
   * @param log where it writes what it answered
   * @throws IOException when no port can be bound, or the log cannot be written
   */
  public static SampleApi start(Target target, Path log) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SampleApi api = new SampleApi(new SampleMenu(target), SampleLog.in(log), server);
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
      String path = exchange.getRequestURI().getPath();
      Matcher asked = MENU.matcher(path);
      if (path.equals("/")) {
        send(exchange, 200, Map.of("name", "MenuCA sample"));
      } else if (asked.matches()) {
        menu(exchange, Integer.parseInt(asked.group(1)));
      } else {
        send(exchange, 404, Map.of("error", "no such page"));
      }
    }
  }

  private void menu(HttpExchange exchange, int restaurant) throws IOException {
    String who = exchange.getRequestHeaders().getFirst(WHO);
    if (who != null && !who.matches("\\d{1,9}")) {
      send(exchange, 400, Map.of("error", WHO + " is no restaurant"));
      return;
    }
    try {
      Map<String, Object> found = menu.of(restaurant, who);
      send(exchange, found.isEmpty() ? 404 : 200, found);
    } catch (SQLException e) {
      log.line("ERROR", exchange.getRequestURI().getPath() + ": " + e.getSQLState());
      send(exchange, 503, Map.of("error", "the database does not answer"));
    }
  }

  private void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    log.line("INFO", exchange.getRequestURI().getPath() + " " + status);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    menu.close();
    log.close();
  }
}
