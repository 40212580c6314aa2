package io.soakgate.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.soakgate.channel.Webhook.Sign;
import io.soakgate.deployment.TellActivity.Message;
import io.soakgate.http.RequestSignature;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Secret;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookChannelTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-21T07:00:01Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private record Heard(
      String path, String token, String id, String timestamp, String signature, byte[] body) {}

  @TempDir Path secrets;
  private final List<Heard> heard = new ArrayList<>();
  private HttpServer server;
  private int answer = 204;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::hear);
    server.start();
    Files.writeString(secrets.resolve("key"), KEY);
    Files.writeString(secrets.resolve("token"), "t0ken");
    Files.writeString(secrets.resolve("address"), address("/s3cret"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void hear(HttpExchange exchange) throws IOException {
    heard.add(
        new Heard(
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            exchange.getRequestHeaders().getFirst(RequestSignature.TIMESTAMP),
            exchange.getRequestHeaders().getFirst(RequestSignature.SIGNATURE),
            exchange.getRequestBody().readAllBytes()));
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private Secret secret(String name) {
    return new Secret("file:" + secrets.resolve(name));
  }

  private TellActivityImpl teller() {
    List<Webhook> known =
        List.of(
            new Webhook("status", address("/status"), null, new Sign("hmac-sha256", secret("key"))),
            new Webhook("pager", secret("address").reference(), secret("token"), null));
    return new TellActivityImpl(
        new Channels(List.of(new WebhookChannel(known, CLOCK))),
        () -> 1,
        () -> Duration.ofMinutes(1));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Message message(String with, Severity severity) {
    Spec spec = new Spec("webhook", json(with), "plan.yaml:9:3");
    return new Message(
        "shop-1/ab12cd34/7",
        "shop-1",
        "production",
        "released",
        severity,
        "status",
        spec,
        "Maintenance \"complete\"");
  }

  @Test
  void everythingThatIsSaidIsPostedSigned() throws IOException {
    teller().tell(message("{\"to\": \"status\"}", null));

    Heard one = heard.get(0);
    assertThat(one.path()).isEqualTo("/status");
    assertThat(one.id()).isEqualTo("shop-1/ab12cd34/7");
    assertThat(JSON.readTree(one.body()))
        .isEqualTo(
            json(
                """
                {"id": "shop-1/ab12cd34/7", "kind": "notice", "deployment": "shop-1",
                 "environment": "production", "moment": "released", "severity": "",
                 "channel": "status", "text": "Maintenance \\"complete\\""}
                """));
    assertThat(
            RequestSignature.hmac(KEY)
                .holds(one.timestamp(), "POST", one.path(), one.body(), one.signature(), NOW))
        .isTrue();
  }

  @Test
  void thePlanGivesTheBodyAndTheAddressMayBeASecret() throws IOException {
    teller()
        .tell(
            message(
                "{\"to\": \"pager\", \"json\": {\"event\": {\"summary\": \"{severity}: {text}\","
                    + " \"key\": \"{id}\"}}}",
                Severity.CRITICAL));

    Heard one = heard.get(0);
    assertThat(one.path()).isEqualTo("/s3cret");
    assertThat(one.token()).isEqualTo("Bearer t0ken");
    assertThat(one.signature()).isNull();
    assertThat(JSON.readTree(one.body()))
        .isEqualTo(
            json(
                """
                {"event": {"summary": "critical: Maintenance \\"complete\\"",
                           "key": "shop-1/ab12cd34/7"}}
                """));
  }

  @Test
  void whatMayPassIsTriedAgainAndWhatStaysIsNot() {
    answer = 503;
    assertUntold(message("{\"to\": \"pager\"}", null), false, "webhook pager answered with 503");
    answer = 429;
    assertUntold(message("{\"to\": \"pager\"}", null), false, "webhook pager answered with 429");
    answer = 401;
    assertUntold(message("{\"to\": \"pager\"}", null), true, "webhook pager answered with 401");
    server.stop(0);
    assertUntold(
        message("{\"to\": \"pager\"}", null), false, "the endpoint refused the connection");
  }

  private void assertUntold(Message message, boolean forGood, String why) {
    assertThatThrownBy(() -> teller().tell(message))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.isNonRetryable()).isEqualTo(forGood);
              assertThat(failure.getOriginalMessage())
                  .isEqualTo("channel status could not be told: " + why);
            });
  }

  @Test
  void anUnknownWebhookAndUnknownFieldsAreRefusedWhenThePlanIsRead() {
    String with = "{\"to\": \"stauts\", \"json\": {\"a\": \"{txt}\"}}";

    assertThat(checked(new WebhookChannel(List.of(), CLOCK), with))
        .containsExactly(
            "plan.yaml:9:3: this worker knows no webhook stauts: a plan names addresses, it never"
                + " holds them; name it under `webhooks` in the worker's configuration",
            "plan.yaml:9:3: nothing is called {txt} here: a message has id, kind, deployment,"
                + " environment, moment, severity, channel, text; name one of these");
    assertThat(checked(new WebhookChannel(null, CLOCK), "{\"to\": \"stauts\"}")).isEmpty();
  }

  private static List<String> checked(Channel channel, String with) {
    Problems problems = new Problems();
    channel.check(Node.of(json(with), "plan.yaml:9:3", problems));
    return problems.list().stream().map(Problem::line).toList();
  }
}
