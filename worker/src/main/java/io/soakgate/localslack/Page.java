package io.soakgate.localslack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The local Slack in a browser of this machine. It asks nobody who they are: whoever opens it picks
 * a person and acts as that one, which is why it listens on loopback only, answers under no other
 * name, and takes nothing from pages of other sites.
 */
public final class Page implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST = 64 * 1024;
  private static final String NOTHING_FOREIGN =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final HttpServer server;
  private final Workspace workspace;
  private final Seen seen;
  private final Doing doing;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "local-slack-page");
            thread.setDaemon(true);
            return thread;
          });

  private Page(HttpServer server, LocalSlack slack) {
    this.server = server;
    this.workspace = slack.workspace();
    this.seen = new Seen(workspace, slack.hands());
    this.doing = new Doing(workspace, slack.hands());
  }

  /**
   * Shows a local Slack.
   *
   * @param port where, when nobody else is there; else, or when it is 0, on a free one
   */
  public static Page open(LocalSlack slack, int port) throws IOException {
    Page page = new Page(listening(port), slack);
    page.server.setExecutor(page.threads);
    page.server.createContext("/", page::answer);
    page.server.start();
    return page;
  }

  private static HttpServer listening(int port) throws IOException {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    try {
      return HttpServer.create(new InetSocketAddress(here, port), 0);
    } catch (BindException taken) {
      return HttpServer.create(new InetSocketAddress(here, 0), 0);
    }
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!ours(exchange.getRequestHeaders())) {
        send(exchange, 403, "text/plain", "not under this name".getBytes(StandardCharsets.UTF_8));
      } else if (exchange.getRequestMethod().equals("POST")) {
        act(exchange, path);
      } else if (path.equals("/seen")) {
        show(exchange);
      } else {
        file(exchange, path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A name that somebody else's domain server gave to this address is not ours. */
  private boolean ours(Headers headers) {
    String host = headers.getFirst("Host");
    int port = server.getAddress().getPort();
    return List.of("127.0.0.1:" + port, "localhost:" + port).contains(host);
  }

  /** What a browser sends along when a page of another site posts here says so. */
  private static boolean fromHere(Headers headers) {
    return ("http://" + headers.getFirst("Host")).equals(headers.getFirst("Origin"))
        && "application/json".equals(headers.getFirst("Content-Type"));
  }

  private void act(HttpExchange exchange, String path) throws IOException, InterruptedException {
    if (!fromHere(exchange.getRequestHeaders())) {
      send(exchange, 403, "text/plain", "not from there".getBytes(StandardCharsets.UTF_8));
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
    ObjectNode answer;
    int status = 200;
    try {
      answer = doing.of(path, JSON.readTree(body));
    } catch (IllegalArgumentException | IOException wrong) {
      status = 400;
      answer = JSON.createObjectNode().put("wrong", wrong.getMessage());
    }
    send(exchange, status, "application/json", JSON.writeValueAsBytes(answer));
  }

  /** What the chosen person sees; nothing when that is what the page shows already. */
  private void show(HttpExchange exchange) throws IOException {
    Optional<Member> person = workspace.member(query(exchange)).or(this::somebody);
    byte[] body =
        person.isEmpty() ? new byte[] {'{', '}'} : JSON.writeValueAsBytes(seen.by(person.get()));
    String mark = "\"" + UUID.nameUUIDFromBytes(body) + "\"";
    exchange.getResponseHeaders().set("ETag", mark);
    if (mark.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      send(exchange, 200, "application/json", body);
    }
  }

  private Optional<Member> somebody() {
    return workspace.members().stream().findFirst();
  }

  private static String query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null || !query.startsWith("person=")
        ? ""
        : URLDecoder.decode(query.substring("person=".length()), StandardCharsets.UTF_8);
  }

  private static void file(HttpExchange exchange, String path) throws IOException {
    String name = path.equals("/") ? "page.html" : path.substring(1);
    String type =
        switch (name) {
          case "page.html" -> "text/html; charset=utf-8";
          case "page.css" -> "text/css; charset=utf-8";
          case "page.js", "blocks.js", "mrkdwn.js" -> "text/javascript; charset=utf-8";
          default -> null;
        };
    if (type == null) {
      send(exchange, 404, "text/plain", new byte[0]);
      return;
    }
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      send(exchange, 200, type, in.readAllBytes());
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", NOTHING_FOREIGN);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
