package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import io.soakgate.target.Target.NamedSecret;
import io.soakgate.target.Targets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feature flag is switched by a call that proves where it comes from. */
@Tag("postgres")
class HttpCallTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T02:00:00.5Z"), ZoneOffset.UTC);
  private static final String ON =
      "{\"endpoint\": \"flags\", \"path\": \"/search/on\", \"json\": {\"on\": true},"
          + " \"sign\": {\"with\": \"%s\", \"key\": \"secret:key\"}}";

  @TempDir private Path home;
  private Playground playground;
  private HttpServer server;
  private final List<Call> calls = new ArrayList<>();
  private volatile int status = 204;

  private record Call(String line, String body, String key, String timestamp, String signature) {}

  @BeforeEach
  void serve() throws Exception {
    playground = new Playground(home);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          calls.add(
              new Call(
                  exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                  body,
                  exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                  exchange.getRequestHeaders().getFirst("X-Soakgate-Timestamp"),
                  exchange.getRequestHeaders().getFirst("X-Soakgate-Signature")));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void itIsSignedOverItsTimeMethodPathAndBody() throws Exception {
    Effect effect = act("shared-secret", ON.formatted("hmac-sha256"), 1, new Fence(1_000, 1));

    assertThat(effect.words()).isEqualTo("Called POST /search/on on flags: answered with 204");
    Call call = calls.get(0);
    assertThat(call.line()).isEqualTo("POST /base/search/on");
    assertThat(call.body()).isEqualTo("{\"on\":true}");
    assertThat(call.timestamp()).isEqualTo("2026-11-21T02:00:00Z");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("shared-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] right =
        mac.doFinal(
            "2026-11-21T02:00:00Z\nPOST\n/base/search/on\n{\"on\":true}"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(call.signature()).isEqualTo("hmac-sha256=" + HexFormat.of().formatHex(right));
  }

  @Test
  void aPrivateKeySignsTooAndThePublicOneProvesIt() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    act(pem, ON.formatted("ed25519"), 1, new Fence(1_000, 1));

    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(pair.getPublic());
    signature.update(
        "2026-11-21T02:00:00Z\nPOST\n/base/search/on\n{\"on\":true}"
            .getBytes(StandardCharsets.UTF_8));
    String said = calls.get(0).signature();
    assertThat(said).startsWith("ed25519=");
    assertThat(signature.verify(HexFormat.of().parseHex(said.substring("ed25519=".length()))))
        .isTrue();
  }

  @Test
  void oneActionIsOneKeyHoweverOftenItIsTried() throws Exception {
    status = 503;
    assertThatThrownBy(() -> act("shared", ON.formatted("hmac-sha256"), 1, new Fence(1_000, 1)))
        .hasMessage(
            "message='search: POST /search/on on flags was answered with 503, expected was a status"
                + " below 400', type='failed-statement', nonRetryable=true");
    status = 200;
    act("shared", ON.formatted("hmac-sha256"), 2, new Fence(2_000, 1));

    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).key()).hasSize(32).isEqualTo(calls.get(1).key());
  }

  @Test
  void theKeyIsAReferenceAndTheAlgorithmOneOfTwo() {
    Problems problems = new Problems();
    ActRequest request =
        playground.request(
            "search",
            Purpose.APPLY,
            1,
            "http-call",
            "{\"endpoint\": \"flags\", \"path\": \"/x\","
                + " \"sign\": {\"with\": \"md5\", \"key\": \"abc\"}}");
    new HttpCall(playground.targets, CLOCK)
        .check(Node.of(request.spec().with(), "plan.yaml:1:1", problems));

    assertThat(problems.list().stream().map(Problem::line))
        .containsExactly(
            "plan.yaml:1:1: `with` is \"md5\": known here: `hmac-sha256`, `ed25519`; write one of"
                + " the known words",
            "plan.yaml:1:1: this is no reference to a secret: it proves who somebody is, and a"
                + " plan holds no secrets; write where it is: env:NAME, file:PATH or secret:NAME");
  }

  private Effect act(String key, String with, int ask, Fence fence) throws Exception {
    Path file = Files.writeString(home.resolve("key"), key);
    Target.Endpoint flags =
        new Target.Endpoint(
            "flags", URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base"));
    Target plain = playground.target;
    Target target =
        new Target(
                plain.name(),
                plain.host(),
                plain.port(),
                plain.database(),
                plain.user(),
                plain.password(),
                true,
                plain.policy(),
                List.of(flags),
                plain.limits())
            .with(List.of(new NamedSecret("key", new Secret("file:" + file))), List.of());
    ActRequest request = playground.request("search", Purpose.APPLY, ask, "http-call", with);
    return new HttpCall(new Targets(List.of(target)), CLOCK, Playground.QUICK)
        .act(Playground.node(request), request, new Playground.Recorder(fence));
  }
}
