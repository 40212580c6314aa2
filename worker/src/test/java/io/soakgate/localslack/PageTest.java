package io.soakgate.localslack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.slack.api.app_backend.SlackSignature;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page's server takes, and from whom. */
class PageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Member LEAD = Member.of("U0000LEAD", "brian");
  private static final Member OTHER = Member.of("U0000CTO", "james");

  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private LocalSlack slack;
  private Room room;
  private Page page;
  private HttpServer app;
  private String here;
  private String ts;

  /** What a server said. */
  private record Said(int status, String body) {}

  @BeforeEach
  void open() throws Exception {
    slack = LocalSlack.start();
    slack.workspace().add(LEAD);
    slack.workspace().add(OTHER);
    room = slack.workspace().channel("engineering", false);
    ts = slack.workspace().ts();
    String button = "[{\"type\": \"actions\", \"elements\": [{\"action_id\": \"go\"}]}]";
    room.add(new Post(ts, null, null, "go?", (ArrayNode) JSON.readTree(button), null, 0));
    page = Page.open(slack, 0);
    here = "127.0.0.1:" + URI.create(page.url()).getPort();
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(
                    new SlackSignature.Generator(slack.tokens().signing())
                        .generate(
                            exchange.getRequestHeaders().getFirst("X-Slack-Request-Timestamp"),
                            body))
                .isEqualTo(exchange.getRequestHeaders().getFirst("X-Slack-Signature"));
            String payload = body.substring("payload=".length());
            heard.add(JSON.readTree(URLDecoder.decode(payload, StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    app.start();
    slack.requestsTo(URI.create("http://127.0.0.1:" + app.getAddress().getPort() + "/"));
  }

  @AfterEach
  void close() {
    app.stop(0);
    page.close();
    slack.close();
  }

  /** A request as it lies on the wire, as the JDK's client lets nobody choose the Host. */
  private Said ask(String head, String body) throws IOException {
    URI at = URI.create(page.url());
    try (Socket socket = new Socket(at.getHost(), at.getPort());
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      out.write(
          (head + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
              .getBytes(StandardCharsets.UTF_8));
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      return new Said(Integer.parseInt(all.split(" ")[1]), all.substring(end + 4));
    }
  }

  private Said press(String host, String origin, String type) throws IOException {
    return ask(
        "POST /press HTTP/1.1\r\nHost: %s\r\n%sContent-Type: %s\r\n"
            .formatted(host, origin == null ? "" : "Origin: " + origin + "\r\n", type),
        "{\"person\": \"U0000LEAD\", \"room\": \"%s\", \"ts\": \"%s\", \"action\": \"go\"}"
            .formatted(room.id(), ts));
  }

  private JsonNode seenBy(Member person) throws IOException {
    return JSON.readTree(
        ask("GET /seen?person=%s HTTP/1.1\r\nHost: %s\r\n".formatted(person.id(), here), "")
            .body());
  }

  @Test
  void aClickInThePageIsASignedRequestOfThatPerson() throws Exception {
    assertThat(press(here, "http://" + here, "application/json"))
        .isEqualTo(new Said(200, "{\"heard\":true}"));

    assertThat(heard)
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.at("/user/id").asText()).isEqualTo("U0000LEAD");
              assertThat(p.at("/actions/0/action_id").asText()).isEqualTo("go");
              assertThat(p.at("/container/message_ts").asText()).isEqualTo(ts);
            });
  }

  @Test
  void nothingIsTakenFromPagesOfOtherSites() throws Exception {
    Said refused = new Said(403, "not from there");

    assertThat(press(here, "https://example.org", "application/json")).isEqualTo(refused);
    assertThat(press(here, "null", "application/json")).isEqualTo(refused);
    assertThat(press(here, null, "application/json")).isEqualTo(refused);
    assertThat(press(here, "http://" + here, "text/plain")).isEqualTo(refused);
    assertThat(heard).isEmpty();
  }

  @Test
  void itAnswersUnderNoNameThatAnotherSiteCouldHave() throws Exception {
    Said refused = new Said(403, "not under this name");
    String rebound = here.replace("127.0.0.1", "rebound.example.org");

    assertThat(press(rebound, "http://" + rebound, "application/json")).isEqualTo(refused);
    assertThat(ask("GET /seen HTTP/1.1\r\nHost: " + rebound + "\r\n", "")).isEqualTo(refused);
    assertThat(ask("GET /page.js HTTP/1.1\r\nHost: " + rebound + "\r\n", "")).isEqualTo(refused);
    assertThat(ask("GET /../Page.class HTTP/1.1\r\nHost: " + here + "\r\n", "").status())
        .isEqualTo(404);
    assertThat(heard).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotPressed() throws Exception {
    room.replace(room.posts().get(0).edited("decided", JSON.createArrayNode(), null));

    assertThat(press(here, "http://" + here, "application/json"))
        .isEqualTo(new Said(400, "{\"wrong\":\"no button is called go on " + ts + "\"}"));
    assertThat(heard).isEmpty();
  }

  @Test
  void whatAnAppAnswersToAClickIsSeenByTheOneWhoClicked() throws Exception {
    String url = slack.hands().pressed(LEAD, room, ts, "go").path("response_url").asText();
    String id = url.substring(url.lastIndexOf('/') + 1);
    try (Socket socket = new Socket("127.0.0.1", URI.create(url).getPort())) {
      String said = "{\"text\": \"you hold no role here\"}";
      socket
          .getOutputStream()
          .write(
              ("POST /response/%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(id, said.length(), said))
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200");
    }

    assertThat(seenBy(LEAD).at("/rooms/0/posts/1/text").asText())
        .isEqualTo("you hold no role here");
    assertThat(seenBy(LEAD).at("/rooms/0/posts/1/alone").asBoolean()).isTrue();
    assertThat(seenBy(OTHER).at("/rooms/0/posts")).hasSize(1);
  }
}
