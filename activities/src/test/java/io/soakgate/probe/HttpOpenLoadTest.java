package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.soakgate.verdict.Measurement;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server that answers one request at a time, 20 ms each: 50 a second and no more. Asked for 100 a
 * second, its queue grows; a client that waits for each answer never sees that.
 */
class HttpOpenLoadTest {
  private static final long ANSWER_NANOS = 20_000_000;

  private final ExecutorService one = Executors.newSingleThreadExecutor();
  private HttpServer server;
  private Lab lab;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(one);
    server.createContext(
        "/",
        exchange -> {
          LockSupport.parkNanos(ANSWER_NANOS);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    lab = Lab.withEndpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    one.shutdownNow();
  }

  @Test
  void anOverloadedServersQueueShowsInTheOpenModelAndHidesInTheClosedOne() throws Exception {
    Measurement closed =
        lab.look("http-load", "{endpoint: api, path: /, requests: 40, concurrency: 2}");
    Measurement open =
        lab.look("http-load", "{endpoint: api, path: /, rate: 100, for: 2s, concurrency: 2}");

    // The closed one never has more than two in the queue, however slow the answers.
    assertThat(open.value("requests")).contains(figure("requests", "200"));
    assertThat(figureOf(open, "p95"))
        .isGreaterThan(figureOf(closed, "p95").multiply(BigDecimal.valueOf(4)));
    assertThat(figureOf(open, "p95")).isGreaterThan(BigDecimal.valueOf(600));
    assertThat(figureOf(open, "behind")).isGreaterThan(BigDecimal.valueOf(600));
    assertThat(open.value("unsent")).contains(figure("unsent", "0"));
  }

  @Test
  void aLoadOfATimeEndsWithIt() throws Exception {
    Measurement seen =
        lab.look("http-load", "{endpoint: api, path: /, for: 300ms, concurrency: 2}");

    assertThat(figureOf(seen, "requests")).isBetween(BigDecimal.valueOf(2), BigDecimal.valueOf(17));
  }

  @Test
  void aLoadSaysHowItEnds() {
    assertThat(lab.refused("http-load", "{endpoint: api, path: /, concurrency: 2}"))
        .containsExactly(
            "plan.yaml:7:5: no one end: a load ends after so many `requests` or `for` so long, one"
                + " with a `rate` after so long; write either `requests: 100` or `for: 30s`");
    assertThat(lab.refused("http-load", "{endpoint: api, path: /, rate: 50}"))
        .containsExactly(
            "plan.yaml:7:5: no one end: a load ends after so many `requests` or `for` so long, one"
                + " with a `rate` after so long; write `for: 30s`");
  }

  private static BigDecimal figureOf(Measurement seen, String name) {
    return seen.value(name).orElseThrow().number();
  }
}
