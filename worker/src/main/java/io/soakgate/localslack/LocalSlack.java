package io.soakgate.localslack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A Slack on loopback, with one app in it: Soakgate's. */
public final class LocalSlack implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/";
  private static final String RESPONSE = "/response/";

  /** How long Slack waits for an app: three seconds, which a busy machine of tests may exceed. */
  static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("soakgate.localslack.patience", 3));

  // By this a secret that got into a log, a history or a report is found there.
  private static final String CANARY = "soakgate-canary-";
  private static final byte[] PAGE =
      "<html><body>Please sign in</body></html>".getBytes(StandardCharsets.UTF_8);

  private final Clock clock;
  private final Tokens tokens = fresh();
  private final Workspace workspace = new Workspace();
  private final Faults faults = new Faults();
  private final Modals modals;
  private final Socket socket = new Socket();
  private final Hands hands;
  private final WebApi api;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "local-slack");
            thread.setDaemon(true);
            return thread;
          });
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Responses responses = new Responses(workspace);
  private volatile Delivery delivery = socket;

  private LocalSlack(HttpServer server, Clock clock) {
    this.clock = clock;
    this.server = server;
    this.modals = new Modals(clock);
    this.api = new WebApi(workspace, modals, tokens, socket::url);
    this.hands = new Hands(workspace, modals, () -> delivery, this::responseUrl);
  }

  /** Starts one on free ports. */
  public static LocalSlack start() throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LocalSlack slack = new LocalSlack(server, Clock.systemUTC());
    server.setExecutor(slack.threads);
    server.createContext(API, slack::api);
    server.createContext(RESPONSE, slack::response);
    server.start();
    slack.socket.open();
    return slack;
  }

  private static Tokens fresh() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String secret = CANARY + HexFormat.of().formatHex(random);
    return new Tokens("xoxb-" + secret, "xapp-" + secret, secret);
  }

  /** What clients are given as the prefix of their methods. */
  public String url() {
    return origin() + API;
  }

  private String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What proves the app. */
  public Tokens tokens() {
    return tokens;
  }

  /** People and channels. */
  public Workspace workspace() {
    return workspace;
  }

  /** What people do. */
  public Hands hands() {
    return hands;
  }

  /** What goes wrong. */
  public Faults faults() {
    return faults;
  }

  /** The methods that were called, in order, those that failed among them. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** From now on what people do is sent to this address, signed, and to no socket. */
  public void requestsTo(URI app) {
    delivery = new Requests(app, tokens.signing(), clock);
  }

  /** From now on what people do is sent through the app's socket, as in the beginning. */
  public void bySocket() {
    delivery = socket;
  }

  /** How many sockets the app has open. */
  public int connections() {
    return socket.connections();
  }

  /** Asks every socket to be opened anew. */
  public void refresh() {
    socket.refresh();
  }

  /** Cuts every socket. */
  public void cut() {
    socket.cut();
  }

  /** Whether sockets stay open and nothing comes through. */
  public void halfOpen(boolean deaf) {
    socket.halfOpen(deaf);
  }

  private void api(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestURI().getPath().substring(API.length());
    calls.add(method);
    try (exchange) {
      Fault fault = faults.take(method);
      if (fault == Fault.RATE_LIMITED) {
        exchange.getResponseHeaders().set("Retry-After", "" + faults.retryAfter().toSeconds());
        answer(exchange, 429, JSON.createObjectNode().put("ok", false).put("error", "ratelimited"));
      } else if (fault == Fault.UNAVAILABLE) {
        exchange.sendResponseHeaders(503, -1);
      } else if (fault == Fault.GARBLED) {
        answer(exchange, 200, "text/html", PAGE);
      } else if (fault == Fault.EMPTY) {
        exchange.sendResponseHeaders(200, -1);
      } else if (fault == Fault.HANGS) {
        closed.await();
      } else {
        ObjectNode answer = api.call(method, token(exchange), form(exchange));
        exchange.getResponseHeaders().set("X-OAuth-Scopes", workspace.scopes().header());
        if (fault == null) {
          answer(exchange, 200, answer);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String token(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null && header.startsWith("Bearer ") ? header.substring(7) : null;
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode json)
      throws IOException {
    answer(exchange, status, "application/json", JSON.writeValueAsBytes(json));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private String responseUrl(Member person, Room room, String ts) {
    return origin() + RESPONSE + responses.open(person, room, ts);
  }

  private void response(HttpExchange exchange) throws IOException {
    try (exchange) {
      String id = exchange.getRequestURI().getPath().substring(RESPONSE.length());
      JsonNode said = JSON.readTree(exchange.getRequestBody().readAllBytes());
      if (responses.take(id, said)) {
        answer(exchange, 200, JSON.createObjectNode().put("ok", true));
      } else {
        answer(exchange, 404, JSON.createObjectNode().put("ok", false).put("error", "used_url"));
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    try {
      socket.stop(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }
}
