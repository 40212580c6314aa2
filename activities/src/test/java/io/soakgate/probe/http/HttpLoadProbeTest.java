package io.soakgate.probe.http;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.soakgate.plan.Unit;
import io.soakgate.probe.Lab;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HttpLoadProbeTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CyclicBarrier together = new CyclicBarrier(4);
  private HttpServer server;
  private Lab lab;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/menu",
        exchange -> {
          int number = asked.incrementAndGet();
          try {
            // An answer comes only when four are asked for at once.
            together.await(20, TimeUnit.SECONDS);
          } catch (Exception alone) {
            number = 0;
          }
          exchange.sendResponseHeaders(number == 0 || number > 38 ? 503 : 200, -1);
          exchange.close();
        });
    server.start();
    lab = Lab.withEndpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Tag("T-36")
  @Test
  void soManyRequestsAreSentBySoManyClientsAtATime() throws Exception {
    Measurement seen =
        lab.look("http-load", "{endpoint: api, path: /menu, requests: 32, concurrency: 4}");

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
            "timings",
            "rate");
    assertThat(seen.values())
        .contains(figure("status", "200"), figure("requests", "32"), errors("0.000000"));
    assertThat(seen.value("timings").orElseThrow().text().split(" ")).hasSize(32);
    assertThat(asked).as("with a warm-up of one for each client").hasValue(36);
  }

  @Test
  void whatFailsIsCounted() throws Exception {
    asked.set(4);
    Measurement seen =
        lab.look("http-load", "{endpoint: api, path: /menu, requests: 32, concurrency: 4}");

    assertThat(seen.values())
        .contains(figure("status", "503"), figure("requests", "32"), errors("6.250000"));
  }

  @Test
  void aTokenIsNeverWrittenIntoAPlan() {
    assertThat(
            lab.refused(
                "http-load",
                "{endpoint: api, path: /menu, requests: 1, concurrency: 1,"
                    + " headers: {Authorization: Bearer x}}"))
        .containsExactly(
            "plan.yaml:7:5: header Authorization holds a value: it proves who somebody is, and a"
                + " plan holds no secrets; write where it is: env:NAME, file:PATH or secret:NAME");
  }

  private static Value errors(String share) {
    return Value.number("errors", new BigDecimal(share), Unit.PERCENT);
  }
}
