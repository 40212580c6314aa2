package io.soakgate.intake;

import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import com.slack.api.bolt.util.SlackRequestParser.HttpRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes Slack's signed requests, behind the user's own proxy that speaks TLS. */
final class HttpEntrance implements Entrance {
  /** Where Slack's requests go. */
  static final String PATH = "/slack/events";

  private static final Logger LOG = LoggerFactory.getLogger(HttpEntrance.class);
  private static final int LARGEST = 1 << 20;
  private static final int THREADS = 8;
  // Slack itself has given up after three.
  private static final Duration MOST = Duration.ofSeconds(5);

  private final App app;
  private final SlackRequestParser parser;
  private final Seal seal;
  private final Attendant attendant;
  private final HttpServer server;
  private final TimedThreads threads = new TimedThreads(THREADS, MOST);

  /**
   * Listens.
   *
   * @throws IllegalStateException when it cannot
   */
  HttpEntrance(Clicks.Http http, App app, Seal seal, Attendant attendant) {
    this.app = app;
    this.parser = new SlackRequestParser(app.config());
    this.seal = seal;
    this.attendant = attendant;
    try {
      server = HttpServer.create(new InetSocketAddress(http.host(), http.port()), 0);
    } catch (IOException e) {
      throw new IllegalStateException(
          "slack.http cannot listen on " + http.host() + ":" + http.port() + ": " + e.getMessage(),
          e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
      } else {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        take(exchange, body);
      }
    } catch (IOException gone) {
      LOG.debug("a request broke off");
    } catch (Exception broken) {
      // Its words may hold what was sent.
      LOG.error("a request of Slack's was not taken: {}", broken.getClass().getName());
    }
  }

  private void take(HttpExchange exchange, byte[] body) throws Exception {
    var headers = exchange.getRequestHeaders();
    Optional<String> doubt =
        body.length > LARGEST
            ? Optional.of("it is larger than 1 MiB")
            : seal.doubt(
                headers.get("X-Slack-Request-Timestamp"), headers.get("X-Slack-Signature"), body);
    if (doubt.isPresent()) {
      exchange.sendResponseHeaders(body.length > LARGEST ? 413 : 401, -1);
      exchange.close();
      attendant.audit(
          "a request", "from " + exchange.getRemoteAddress().getAddress() + ": " + doubt.get());
      return;
    }
    Request<?> request =
        parser.parse(
            HttpRequest.builder()
                .requestUri(PATH)
                .requestBody(new String(body, StandardCharsets.UTF_8))
                .headers(new RequestHeaders(headers))
                .build());
    answer(exchange, app.run(request));
  }

  private static void answer(HttpExchange exchange, Response response) throws IOException {
    byte[] body =
        response.getBody() == null
            ? new byte[0]
            : response.getBody().getBytes(StandardCharsets.UTF_8);
    if (response.getContentType() != null) {
      exchange.getResponseHeaders().set("Content-Type", response.getContentType());
    }
    exchange.sendResponseHeaders(response.getStatusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void open() {
    // It listens from the beginning; the door is shut until it is known where the app is.
  }

  @Override
  public boolean connected() {
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
