package io.soakgate.probe.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.soakgate.probe.Lab;
import io.soakgate.verdict.Measurement;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers as the HTTP API of Prometheus documents them. */
class PrometheusProbeTest {
  private HttpServer server;
  private Lab lab;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/query",
        exchange -> {
          String query =
              URLDecoder.decode(
                  exchange.getRequestURI().getRawQuery().substring("query=".length()),
                  StandardCharsets.UTF_8);
          byte[] body = answer(query).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(query.equals("sum(") ? 400 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    lab = Lab.withEndpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static String answer(String query) {
    String result = "{\"status\": \"success\", \"data\": {\"resultType\": \"%s\", \"result\": %s}}";
    String one = "{\"metric\": {}, \"value\": [1795244400.1, \"%s\"]}";
    return switch (query) {
      case "sum(rate(errors_total{code=\"500\"}[5m]))" ->
          result.formatted("vector", "[" + one.formatted("0.005") + "]");
      case "scalar(up)" -> result.formatted("scalar", "[1795244400.1, \"1\"]");
      case "up" ->
          result.formatted("vector", "[" + one.formatted("1") + "," + one.formatted("0") + "]");
      case "0 / 0" -> result.formatted("vector", "[" + one.formatted("NaN") + "]");
      case "sum(" ->
          "{\"status\": \"error\", \"errorType\": \"bad_data\", \"error\": \"unclosed left parenthesis\"}";
      case "html" -> "<html>";
      default -> result.formatted("vector", "[]");
    };
  }

  @Test
  void eachFigureIsAQueryWithOneNumber() throws Exception {
    Measurement seen =
        lab.look(
            "prometheus",
            """
            {endpoint: api, figures: {
              errors: {of: 'sum(rate(errors_total{code="500"}[5m]))', unit: share},
              up: scalar(up)}}
            """);

    assertThat(seen.values())
        .extracting(v -> v.name() + " " + v.number().stripTrailingZeros() + " " + v.unit())
        .containsExactly("errors 0.5 PERCENT", "up 1 NONE");
  }

  @Test
  void anythingElseThanOneNumberIsNotSeen() throws Exception {
    assertThat(blind("gone")).isEqualTo("it: the query gave nothing");
    assertThat(blind("up"))
        .isEqualTo("it: the query gave 2 series; aggregate them to one, with sum or max");
    assertThat(blind("0 / 0")).isEqualTo("it: it is NaN, no number");
    assertThat(blind("sum(")).isEqualTo("it: Prometheus answered 400: unclosed left parenthesis");
    assertThat(blind("html"))
        .isEqualTo("it: the endpoint answered 200 and no JSON; is it a Prometheus server?");
  }

  @Test
  void aServerThatIsGoneAndATargetWithoutOneAreNotSeen() throws Exception {
    server.stop(0);

    assertThat(blind("gone")).isEqualTo("the endpoint refused the connection");
    assertThat(lab.look("prometheus", "{endpoint: other, figures: {it: up}}").blind())
        .contains("has no endpoint other");
  }

  @Test
  void nothingAskedForIsRefused() {
    assertThat(lab.refused("prometheus", "{endpoint: api, figures: {}}"))
        .containsExactly("plan.yaml:7:5: no figure is asked for: nothing would be seen; name one");
  }

  private String blind(String query) throws Exception {
    return lab.look("prometheus", "{endpoint: api, figures: {it: '" + query + "'}}").blind();
  }
}
