package io.soakgate.probe.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.embedded.CommandLine;
import io.soakgate.probe.Fold;
import io.soakgate.probe.Lab;
import io.soakgate.probe.look.Looks;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Prometheus server that scrapes a real endpoint each second. Needs {@code prometheus} on the
 * PATH: {@code apt-get install prometheus}.
 */
@Tag("server")
class RealPrometheusTest {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final AtomicLong REQUESTS = new AtomicLong();
  private static final AtomicLong ERRORS = new AtomicLong();
  private static final AtomicLong FAILING = new AtomicLong();

  @TempDir static Path folder;
  private static HttpServer shop;
  private static Process prometheus;
  private static Lab lab;

  @BeforeAll
  static void start() throws Exception {
    REQUESTS.set(0);
    ERRORS.set(0);
    FAILING.set(0);
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/metrics",
        exchange -> {
          // A hundred requests between two scrapes, of which as many fail as the test says.
          String body =
              "requests_total %d\nerrors_total %d\n"
                  .formatted(REQUESTS.addAndGet(100), ERRORS.addAndGet(FAILING.get()));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    shop.start();
    Path configuration =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs:
              - job_name: shop
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """
                .formatted(shop.getAddress().getPort()));
    int port = port();
    prometheus =
        new ProcessBuilder(
                program(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    lab = Lab.withEndpoint(URI.create("http://127.0.0.1:" + port));
  }

  private static String program() throws IOException {
    return CommandLine.onPath("prometheus")
        .orElseThrow(
            () -> new IOException("this test needs Prometheus: apt-get install prometheus"))
        .toString();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.stop(0);
    prometheus.destroyForcibly().waitFor(90, TimeUnit.SECONDS);
  }

  /** M-110: more than 5 % of errors, made true at a real endpoint. */
  @Test
  void theErrorsOfABucketAreSeenUntilTheServiceIsGone() throws Exception {
    String share = "sum(rate(errors_total[4s])) / sum(rate(requests_total[4s]))";
    String errors = "{endpoint: api, figures: {errors: {of: '" + share + "', unit: share}}}";
    Measurement calm = until(errors, m -> m.blind() == null);
    assertThat(errors(calm)).isZero();

    FAILING.set(8);
    Measurement bad = until(errors, m -> errors(m) > 7.9);
    assertThat(errors(bad)).as("8 of 100").isBetween(7.9, 8.1);

    assertThat(recall("{endpoint: api, figures: {it: nothing_such}}", 3).blind())
        .isEqualTo("it: the query gave nothing");
    assertThat(recall("{endpoint: api, figures: {it: sum(up) / 0 - sum(up) / 0}}", 3).blind())
        .endsWith("it: it is NaN, no number");
    assertThat(recall("{endpoint: api, figures: {it: sum(up) / 0}}", 3).blind())
        .endsWith("it: it is +Inf, no number");
    assertThat(recall("{endpoint: api, figures: {it: '{job=\"shop\"}'}}", 3).blind())
        .matches("it: the query gave \\d+ series; aggregate them to one, with sum or max");
    assertThat(recall("{endpoint: api, figures: {it: sum(}}", 3).blind())
        .startsWith("it: Prometheus answered 400: ");

    // A service that is started again counts from nothing, which is no burst of anything.
    FAILING.set(0);
    REQUESTS.set(0);
    ERRORS.set(0);
    Measurement again = until(errors, m -> errors(m) == 0);
    assertThat(again.blind()).isNull();

    shop.stop(0);
    Measurement stale =
        until("{endpoint: api, figures: {it: sum(requests_total)}}", m -> m.blind() != null);
    assertThat(stale.blind())
        .matches(
            "(only \\d of 3 samples were seen; the last reason: it: the query gave nothing at"
                + " \\S+Z|it: the query gave nothing)");
    prometheus.destroyForcibly().waitFor(90, TimeUnit.SECONDS);
    assertThat(recall(errors, 3).blind()).isEqualTo("the endpoint refused the connection");
  }

  private static double errors(Measurement seen) {
    return seen.value("errors").map(Value::number).map(BigDecimal::doubleValue).orElse(-1.0);
  }

  /** Looks at the last three seconds until they are so. */
  private static Measurement until(String yaml, Predicate<Measurement> so) throws Exception {
    Instant end = Instant.now().plusSeconds(90);
    Measurement seen = recall(yaml, 3);
    while (!so.test(seen) && Instant.now().isBefore(end)) {
      new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
      seen = recall(yaml, 3);
    }
    return seen;
  }

  private static Measurement recall(String yaml, int seconds) throws Exception {
    Instant now = Instant.now();
    ProbeRequest request =
        Lab.request(null, "prometheus", yaml)
            .in(new Span(now.minusSeconds(seconds), now, now.minusSeconds(seconds)));
    Looks looks = new Looks(lab.probes(), Clock.systemUTC());
    List<Measurement> samples = looks.recall(request, EVERY);
    long saw = Fold.saw(samples).count();
    if (saw * 2 >= samples.size()) {
      return looks.fold("prometheus", samples);
    }
    String last = samples.get(samples.size() - 1).blind();
    return Measurement.blind(
        now,
        samples.size() == 1
            ? last
            : "only "
                + saw
                + " of "
                + samples.size()
                + " samples were seen; the last reason: "
                + last);
  }

  private static int port() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
