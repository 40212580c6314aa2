package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An administrator's page: a token opens it, thirty times; everybody else reads a few words. */
class HttpAnswersTest {
  private static final String TOKEN = "kept-in-a-file";
  private static final int LIMIT = 30;

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private Lab lab;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/admin",
        exchange -> {
          boolean admin =
              ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
          int status = !admin ? 403 : asked.incrementAndGet() > LIMIT ? 429 : 200;
          byte[] body =
              (status == 403 ? "{\"error\": \"Forbidden\"}" : "{\"p95\": 12}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    lab = Lab.withEndpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    lab.secret("admin", TOKEN);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aTokenIsReadWhereItIsNeededAndNeverTold() throws Exception {
    Measurement seen = lab.look("http", "{endpoint: api, path: /admin, bearer: 'secret:admin'}");

    assertThat(seen.value("status")).contains(figure("status", "200"));
    assertThat(seen.toString()).doesNotContain(TOKEN);
  }

  @Tag("T-35")
  @Test
  @Tag("T-35")
  void aLimitThatMustTripIsSeenToTrip() throws Exception {
    Measurement seen =
        lab.look(
            "http",
            "{endpoint: api, path: /admin, bearer: 'secret:admin', requests: 35,"
                + " expect: [200, 429]}");

    // One of the thirty was the warm-up.
    assertThat(seen.values())
        .contains(figure("requests", "35"), share("errors", "0.000000"))
        .contains(figure("answered-200", "29"), share("share-200", "82.857143"))
        .contains(figure("answered-429", "6"), share("share-429", "17.142857"));
    assertThat(lab.probes().kind("http").orElseThrow().fold(List.of(seen, seen)).values())
        .contains(figure("requests", "70"), figure("answered-429", "12"))
        .contains(share("share-429", "17.142857"));
  }

  @Test
  void aRefusalIsNoErrorWhereItIsExpectedAndItsWordsAreRead() throws Exception {
    Measurement seen =
        lab.look(
            "http",
            "{endpoint: api, path: /admin, requests: 2, expect: 403,"
                + " finds: {generic: '\"Forbidden\"', leaks: '(?i)select|admin_users'}}");

    assertThat(seen.values())
        .contains(figure("status", "403"), share("errors", "0.000000"))
        .contains(Value.text("generic", "true"), Value.text("leaks", "false"));
  }

  @Test
  void whatIsNotExpectedIsAnErrorHoweverWellItIsMeant() throws Exception {
    Measurement seen =
        lab.look("http", "{endpoint: api, path: /admin, bearer: 'secret:admin', expect: 403}");

    assertThat(seen.values())
        .contains(figure("status", "200"), share("errors", "100.000000"))
        .contains(figure("answered-403", "0"));
  }

  @Test
  void aSecretNobodyNamedIsBlind() throws Exception {
    assertThat(lab.look("http", "{endpoint: api, path: /admin, bearer: 'secret:root'}"))
        .isEqualTo(
            Lab.blind(
                "target shop-staging names no secret root; name it under its secrets in the"
                    + " worker's configuration"));
  }

  @Test
  void aTokenIsNeverWrittenIntoAPlan() {
    assertThat(lab.refused("http", "{endpoint: api, path: /admin, bearer: abc, expect: ok}"))
        .containsExactly(
            "plan.yaml:7:5: `bearer` holds a value: it proves who somebody is, and a plan holds no"
                + " secrets; write where it is: env:NAME, file:PATH or secret:NAME",
            "plan.yaml:7:5: `expect` is \"ok\": a whole number from 100 to 599 is wanted; write"
                + " one");
  }

  private static Value share(String name, String share) {
    return Value.number(name, new BigDecimal(share), Unit.PERCENT);
  }
}
