package io.soakgate.probe.http;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.soakgate.probe.Lab;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer logs in, puts something into the cart, and checks out. */
class HttpSequenceProbeTest {
  private static final String SHOPPING =
      """
      {endpoint: api, steps: {
        login: {post: /login, json: {email: a@shop.example, password: 'secret:shopper'}, take: {token: /token}},
        add: {post: /cart, bearer: '{token}', json: {dish: 7, notes: ['{token}']}, expect: 201, take: {cart: /id}},
        checkout: {post: '/cart/{cart}/checkout', bearer: '{token}', json: {cart: '{cart}'}, body: {items: /items}, finds: {thanks: Thanks}}}}
      """;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private Lab lab;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/login", e -> answer(e, 200, "{\"token\": \"t-1\"}"));
    server.createContext("/cart", e -> answer(e, 201, "{\"id\": 5}"));
    server.createContext(
        "/cart/5/checkout", e -> answer(e, 200, "{\"items\": [1], \"say\": \"Thanks\"}"));
    server.start();
    lab = Lab.withEndpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    lab.secret("shopper", "open-sesame");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void eachStepGoesOnWithWhatTheAnswersBeforeGave() throws Exception {
    Measurement seen = lab.look("http-sequence", SHOPPING);

    assertThat(asked)
        .containsExactly(
            "POST /login null {\"email\":\"a@shop.example\",\"password\":\"open-sesame\"}",
            "POST /cart Bearer t-1 {\"dish\":7,\"notes\":[\"t-1\"]}",
            "POST /cart/5/checkout Bearer t-1 {\"cart\":5}");
    assertThat(seen.values())
        .contains(figure("failed", "0"), figure("steps", "3"), figure("checkout-status", "200"))
        .contains(figure("checkout-items", "1"), Value.text("checkout-thanks", "true"));
    assertThat(seen.values())
        .extracting(Value::name)
        .containsExactly(
            "failed",
            "steps",
            "took",
            "login-status",
            "login-took",
            "add-status",
            "add-took",
            "checkout-status",
            "checkout-took",
            "checkout-items",
            "checkout-thanks");
    assertThat(seen.note()).isNull();
    assertThat(seen.toString()).doesNotContain("t-1", "open-sesame");
  }

  @Test
  void theFirstStepThatIsNotAsExpectedEndsIt() throws Exception {
    server.removeContext("/cart");
    server.createContext("/cart", e -> answer(e, 500, "{}"));

    Measurement seen = lab.look("http-sequence", SHOPPING);

    assertThat(asked).hasSize(2);
    assertThat(seen.values())
        .contains(figure("failed", "2"), figure("add-status", "500"))
        .contains(figure("checkout-status", "0"));
    assertThat(seen.note()).isEqualTo("add: answered with 500, expected was 201");
  }

  @Test
  void anAnswerWithoutWhatLaterStepsNeedEndsItToo() throws Exception {
    server.removeContext("/login");
    server.createContext("/login", e -> answer(e, 200, "welcome"));

    Measurement seen = lab.look("http-sequence", SHOPPING);

    assertThat(seen.values()).contains(figure("failed", "3"), figure("login-status", "200"));
    assertThat(seen.note()).isEqualTo("login: its answer holds no token at /token");
  }

  @Test
  void aStepThatAsksForWhatNobodyTookIsRefused() {
    assertThat(
            lab.refused(
                "http-sequence",
                "{endpoint: api, steps: {a: {get: '/x/{id}'}, b: {put: /y, get: /z}, c: {}}}"))
        .containsExactly(
            "plan.yaml:7:5: {id}: no earlier step takes it from its answer; write `take: {id: /…}`"
                + " there",
            "plan.yaml:7:5: a step with several requests: each step sends one: get, post, put,"
                + " patch, delete; write it like `post: /api/login`",
            "plan.yaml:7:5: a step without a request: each step sends one: get, post, put, patch,"
                + " delete; write it like `post: /api/login`");
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + sent);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
