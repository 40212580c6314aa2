package io.soakgate.probe.http;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.soakgate.plan.Unit;
import io.soakgate.probe.Lab;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpProbeTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private Lab lab;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    lab = Lab.withEndpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void requestsAreCountedTimedAndTheWarmUpIsNot() throws Exception {
    answer(200, 200, 200, 200);

    Measurement seen = lab.look("http", "{endpoint: api, path: /menu?of=1, requests: 3}");

    assertThat(facts(seen))
        .containsExactly(figure("status", "200"), errors("0.000000"), figure("requests", "3"));
    assertThat(seen.values())
        .extracting(Value::name)
        .containsExactly(
            "status",
            "errors",
            "requests",
            "p50",
            "p90",
            "p95",
            "p99",
            "slowest",
            "mean",
            "timings");
    assertThat(asked).hasValue(4);
  }

  @Test
  void theWorstAnswerCountsAndBadAnswersAreErrors() throws Exception {
    answer(200, 200, 404, 503, 302);

    assertThat(facts(lab.look("http", "{endpoint: api, path: /menu, requests: 4}")))
        .containsExactly(figure("status", "503"), errors("50.000000"), figure("requests", "4"));
  }

  @Test
  void anEndpointThatRefusesConnectionsIsSeenToBeDown() throws Exception {
    Lab down = Lab.withEndpoint(URI.create("http://127.0.0.1:1"));

    assertThat(down.look("http", "{endpoint: api, path: /menu, requests: 1000}"))
        .isEqualTo(
            new Measurement(
                List.of(figure("status", "0"), errors("100.000000"), figure("requests", "10")),
                null,
                "the endpoint refused the connection",
                Lab.NOW));
  }

  @Test
  void anAnswerThatComesTooLateIsAnErrorAndIsTimed() throws Exception {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('a');
          exchange.getResponseBody().flush();
          await(over);
        });
    server.start();

    Measurement seen = lab.look("http", "{endpoint: api, path: /menu, timeout: 500ms}");

    assertThat(facts(seen))
        .containsExactly(figure("status", "0"), errors("100.000000"), figure("requests", "1"));
    assertThat(seen.note()).isEqualTo("no answer within 500 ms");
    assertThat(seen.value("slowest").orElseThrow().number())
        .isGreaterThanOrEqualTo(new BigDecimal("500"));
  }

  @Test
  void samplesOfABucketArePooled() {
    Measurement good =
        Lab.saw(
            figure("status", "200"),
            errors("0"),
            figure("requests", "3"),
            Value.text("timings", "1.000 2.000 3.000"));
    Measurement bad =
        new Measurement(
            List.of(figure("status", "0"), errors("100"), figure("requests", "1")),
            null,
            "the endpoint refused the connection",
            Lab.NOW);

    assertThat(lab.probes().kind("http").orElseThrow().fold(List.of(good, bad, good)))
        .isEqualTo(
            new Measurement(
                List.of(
                    figure("status", "0"),
                    errors("14.285714"),
                    figure("requests", "7"),
                    millis("p50", "2.000"),
                    millis("p90", "3.000"),
                    millis("p95", "3.000"),
                    millis("p99", "3.000"),
                    millis("slowest", "3.000"),
                    millis("mean", "2.000")),
                null,
                "the endpoint refused the connection",
                Lab.NOW));
  }

  @Test
  void anUnknownEndpointIsBlind() throws Exception {
    assertThat(lab.look("http", "{endpoint: shop, path: /menu}"))
        .isEqualTo(
            Lab.blind(
                "target shop-staging has no endpoint shop; name it under its endpoints in the"
                    + " worker's configuration"));
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    assertThat(lab.refused("http", "{endpoint: api, path: '@elsewhere/menu', requests: 1001}"))
        .containsExactly(
            "plan.yaml:7:5: path @elsewhere/menu: it is no path of a URL; begin it with / and"
                + " escape what is no URL",
            "plan.yaml:7:5: `requests` is the number 1001: a whole number from 1 to 1000 is wanted;"
                + " write one");
  }

  @Test
  void headersGoAlongAndTheBodyIsAskedForFigures() throws Exception {
    server.createContext(
        "/",
        exchange -> {
          String who = exchange.getRequestHeaders().getFirst("X-Restaurant");
          byte[] body =
              ("{\"restaurant\": "
                      + who
                      + ", \"combos\": [{\"dishes\": [1, 2]}, {\"dishes\": [3]}]}")
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();

    Measurement seen =
        lab.look(
            "http",
            "{endpoint: api, path: /menu, headers: {X-Restaurant: '123'}, body: {combos: /combos,"
                + " fewest: /combos/*/dishes, who: /restaurant, gone: /gone/*/x}}");

    assertThat(seen.values())
        .contains(figure("combos", "2"), figure("fewest", "1"))
        .contains(figure("who", "123"), figure("gone", "0"));
  }

  private void answer(Integer... statuses) {
    server.createContext(
        "/",
        exchange -> {
          int status = statuses[asked.getAndIncrement()];
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Value> facts(Measurement seen) {
    return seen.values().subList(0, 3);
  }

  private static Value errors(String share) {
    return Value.number("errors", new BigDecimal(share), Unit.PERCENT);
  }

  private static Value millis(String name, String figure) {
    return Value.number(name, new BigDecimal(figure), Unit.MILLIS);
  }
}
