package io.soakgate.probe.metric;

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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsProbeTest {
  private static final String TEXT =
      """
      # HELP node_cpu_percent Share of the CPU in use.
      # TYPE node_cpu_percent gauge
      node_cpu_percent 12.5
      node_memory_bytes{kind="used"} 4.1e+08
      node_memory_bytes{kind="free"} 9e8
      http_seconds{quantile="0.95",path="/say \\"hi\\""} 0.25 1795244400000
      old_one 1 1795240000000
      last_one{of="none"} NaN
      """;
  private static final String JSON =
      """
      {"gauges": {"memory.used": {"value": 0.41}},
       "timers": {"io.shop/orders": {"p95": 12.25, "count": 7}}}
      """;

  private HttpServer server;
  private Lab lab;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/metrics", 200, TEXT);
    answer("/metrics.json", 200, JSON);
    answer("/broken", 503, "");
    String login = "Basic " + Base64.getEncoder().encodeToString("scraper:s3cr3t".getBytes());
    server.createContext(
        "/inside",
        exchange -> {
          boolean known = login.equals(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = "up 1\n".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    lab = Lab.withEndpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    lab.secret("scraper", "s3cr3t");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @Test
  void seriesOfTextAreReadInTheirUnits() throws Exception {
    Measurement seen =
        lab.look(
            "metrics",
            """
            {endpoint: api, path: /metrics, figures: {
              cpu: {of: node_cpu_percent, unit: "%"},
              used: {of: 'node_memory_bytes{kind="used"}', unit: B},
              p95: {of: 'http_seconds{path="/say \\"hi\\""}', unit: s}}}
            """);

    assertThat(plain(seen))
        .containsExactly("cpu 12.5 PERCENT", "used 410000000 BYTES", "p95 250 MILLIS");
  }

  @Test
  void placesInJsonAreReadInTheirUnits() throws Exception {
    Measurement seen =
        lab.look(
            "metrics",
            """
            {endpoint: api, path: /metrics.json, format: json, figures: {
              memory: {of: /gauges/memory.used/value, unit: share},
              p95: {of: /timers/io.shop~1orders/p95, unit: ms},
              orders: /timers/io.shop~1orders/count}}
            """);

    assertThat(plain(seen))
        .containsExactly("memory 41 PERCENT", "p95 12.25 MILLIS", "orders 7 NONE");
  }

  @Test
  void whatIsMissingAmbiguousOldOrNoNumberIsNotSeen() throws Exception {
    assertThat(blind("gone")).isEqualTo("it: the endpoint tells no gone");
    assertThat(blind("node_memory_bytes"))
        .isEqualTo("it: 2 series fit node_memory_bytes; name the labels of one");
    assertThat(blind("last_one")).isEqualTo("it: it is NaN, no number");
    assertThat(blind("old_one")).isEqualTo("it: old_one was measured last at 2026-11-21T05:46:40Z");
    assertThat(lab.look("metrics", "{endpoint: api, path: /broken, figures: {it: up}}").blind())
        .isEqualTo("the endpoint answered 503");
    assertThat(
            lab.look(
                    "metrics",
                    "{endpoint: api, path: /metrics.json, format: json, figures: {it: /gone}}")
                .blind())
        .isEqualTo("it: the endpoint tells nothing at /gone");
  }

  @Test
  void aLoginIsReadWhereItIsNeeded() throws Exception {
    Measurement seen =
        lab.look(
            "metrics",
            "{endpoint: api, path: /inside, basic: {user: scraper, password: 'secret:scraper'}, figures: {up: up}}");

    assertThat(plain(seen)).containsExactly("up 1 NONE");
    assertThat(seen.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void whatCannotBeAskedForIsRefused() {
    assertThat(
            lab.refused(
                "metrics",
                "{endpoint: api, path: /m, basic: {user: a, password: b}, figures: {Cpu: 'a b', up: {of: up, unit: kg}}}"))
        .containsExactly(
            "plan.yaml:7:5: `password` holds a value: it proves who somebody is, and a plan holds no"
                + " secrets; write where it is: env:NAME, file:PATH or secret:NAME",
            "plan.yaml:7:5: figure `Cpu`: bounds name it; use small letters, digits, hyphens",
            "plan.yaml:7:5: `unit` is \"kg\": known here: `none`, `%`, `share`, `ms`, `s`, `B`, `kB`,"
                + " `MB`; write one of the known words",
            "plan.yaml:7:5: figure `Cpu` asks for `a b`: that is no series; write it like"
                + " `http_requests_total{status=\"500\"}`");
  }

  @Test
  void theSamplesOfABucketAreFoldedToTheirMean() {
    MetricsProbe probe = new MetricsProbe(null, Lab.CLOCK);

    Measurement folded =
        probe.fold(List.of(cpu("10"), Measurement.blind(Lab.NOW, "no answer"), cpu("15")));

    assertThat(plain(folded)).containsExactly("cpu 12.5 PERCENT");
  }

  private static Measurement cpu(String figure) {
    return Measurement.saw(
        Lab.NOW, List.of(Value.number("cpu", new BigDecimal(figure), Unit.PERCENT)));
  }

  private String blind(String series) throws Exception {
    return lab.look("metrics", "{endpoint: api, path: /metrics, figures: {it: " + series + "}}")
        .blind();
  }

  private static List<String> plain(Measurement seen) {
    return seen.values().stream()
        .map(v -> v.name() + " " + v.number().stripTrailingZeros().toPlainString() + " " + v.unit())
        .toList();
  }
}
