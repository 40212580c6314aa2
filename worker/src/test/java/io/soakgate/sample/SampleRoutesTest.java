package io.soakgate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.http.RequestSignature;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A shop whose routes are data. */
@Tag("postgres")
class SampleRoutesTest {
  private static final String SCHEMA =
      """
      CREATE ROLE shop_app;
      CREATE TABLE customer (id int PRIMARY KEY, email text, pass text);
      CREATE TABLE cart (id int GENERATED ALWAYS AS IDENTITY, owner int, dish int CHECK (dish > 0));
      CREATE TABLE secret (words text);
      INSERT INTO customer VALUES (7, 'ann@shop.example', md5('sesame'));
      GRANT SELECT ON customer TO shop_app;
      GRANT SELECT, INSERT ON cart TO shop_app;
      """;

  private static final String APPLICATION =
      """
      application: 1
      name: shop
      role: shop_app
      people:
        admin: {claims: {sub: 1, role: admin}}
        regular: {claims: {sub: 2}}
      routes:
        - {route: GET /, json: {name: Shop}}
        - route: GET /admin/load
          for: [admin]
          limit: {requests: 3, per: 1h}
          row: "SELECT current_setting('request.jwt.claims')::jsonb ->> 'role' AS role, 1.5 AS share, ARRAY[1, 2] AS list"
        - route: POST /login
          login: >-
            SELECT json_build_object('sub', id) AS claims FROM customer
            WHERE email = :email AND pass = md5(:password)
        - route: POST /cart
          for: anybody-known
          first: ["INSERT INTO cart (owner, dish) VALUES (0, 1)"]
          row: >-
            INSERT INTO cart (owner, dish)
            VALUES ((current_setting('request.jwt.claims')::jsonb ->> 'sub')::int, :dish) RETURNING owner, dish
          status: 201
        - {route: "GET /cart/{owner}", lists: {items: "SELECT dish FROM cart WHERE owner = :owner::int"}, empty: 404}
        - {route: GET /secret, row: "SELECT words FROM secret"}
        - {route: GET /search, while: new-search, json: {engine: new}}
        - {route: GET /search, json: {engine: old}, misbehave: {fail-share: 25%}}
        - {route: POST /flags/new-search, signed: true, switch: {new-search: on}}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Path folder;
  private static PostgresCluster cluster;
  private static SampleApplication shop;

  @BeforeAll
  static void start() throws Exception {
    folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "shop-");
    cluster =
        PostgresCluster.start(
            PostgresBinaries.find(CacheDirectory.path(), line -> {}),
            folder.resolve("postgres"),
            PostgresOptions.telling(line -> {}));
    cluster.createDatabase("app");
    try (Connection session = cluster.connectForScripts("app")) {
      session.createStatement().execute(SCHEMA);
    }
    Target target =
        new Target(
            "shop",
            "127.0.0.1",
            cluster.port(),
            "app",
            cluster.user(),
            new Secret("file:" + cluster.passwordFile().toAbsolutePath()),
            true,
            true,
            true,
            List.of());
    shop =
        SampleApplication.start(
            read(APPLICATION, new Problems()),
            target,
            new SampleApplication.Place(folder.resolve("api.log"), folder.resolve("switches")));
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
    cluster.close();
    Folders.delete(folder);
  }

  @Test
  void aTokenSaysWhoAsksAndALimitHowOften() throws Exception {
    assertThat(get("/admin/load", null).statusCode()).isEqualTo(401);
    assertThat(get("/admin/load", "forged").statusCode()).isEqualTo(401);
    HttpResponse<String> other = get("/admin/load", shop.token("regular"));
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).isEqualTo("{\"error\":\"Forbidden\"}");
    assertThat(get("/admin/load", shop.token("admin")).body())
        .isEqualTo("{\"role\":\"admin\",\"share\":1.5,\"list\":[1,2]}");
    List<Integer> more = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      more.add(get("/admin/load", shop.token("admin")).statusCode());
    }
    assertThat(more).containsExactly(200, 200, 429);
  }

  @Test
  void whoLogsInMayWriteAndWhatIsWrittenIsKeptWholeOrNotAtAll() throws Exception {
    String wrong = "{\"email\": \"ann@shop.example\", \"password\": \"open\"}";
    assertThat(post("/login", wrong, null).statusCode()).isEqualTo(401);
    String token =
        json(post("/login", wrong.replace("open", "sesame"), null)).path("token").textValue();

    assertThat(post("/cart", "{\"dish\": 5}", null).statusCode()).isEqualTo(401);
    HttpResponse<String> added = post("/cart", "{\"dish\": 5}", token);
    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(added.body()).isEqualTo("{\"owner\":7,\"dish\":5}");
    assertThat(post("/cart", "{\"dish\": -1}", token).statusCode()).as("a check").isEqualTo(400);
    assertThat(post("/cart", "{\"dish\": ", token).statusCode()).as("no JSON").isEqualTo(400);
    assertThat(get("/cart/7", null).body()).isEqualTo("{\"items\":[{\"dish\":5}]}");
    assertThat(json(get("/cart/0", null)).path("items")).as("of one that was kept").hasSize(1);
    assertThat(get("/cart/99", null).statusCode()).isEqualTo(404);
    assertThat(get("/cart/x", null).statusCode()).isEqualTo(400);
  }

  @Test
  void whatTheDatabaseForbidsIsForbiddenInWordsThatTellNothing() throws Exception {
    HttpResponse<String> refused = get("/secret", null);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).isEqualTo("{\"error\":\"Forbidden\"}");
  }

  @Test
  void aSignedCallTurnsASwitchAndTheSwitchStoppedStopsEverything() throws Exception {
    Path switches = folder.resolve("switches");
    assertThat(post("/flags/new-search", "", null).statusCode()).isEqualTo(401);
    assertThat(switches.resolve("new-search")).doesNotExist();
    assertThat(signed("/flags/new-search").statusCode()).isEqualTo(200);
    assertThat(get("/search", null).body()).isEqualTo("{\"engine\":\"new\"}");
    Files.delete(switches.resolve("new-search"));
    Files.writeString(switches.resolve("stopped"), "");
    try {
      assertThat(get("/", null).statusCode()).isEqualTo(503);
      assertThat(signed("/flags/new-search").statusCode()).as("signed ones go on").isEqualTo(200);
    } finally {
      Files.delete(switches.resolve("stopped"));
      Files.delete(switches.resolve("new-search"));
    }
  }

  @Test
  void itMisbehavesAsEvenlyAsItIsTold() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      statuses.add(get("/search", null).statusCode());
    }

    assertThat(statuses).containsExactly(200, 200, 200, 500, 200, 200, 200, 500);
    assertThat(Files.readString(folder.resolve("api.log")))
        .containsPattern("Z ERROR /search: misbehaves\n");
  }

  @Test
  void aFileThatIsNoneIsRefusedWithAllThatIsWrong() throws Exception {
    Problems problems = new Problems();
    assertThat(
            read(
                """
                application: 1
                name: shop
                routes:
                  - {route: FETCH /, json: {}}
                  - {route: GET /a, json: {}, row: SELECT 1, for: [ghost]}
                  - {route: GET /b, misbehave: {fail-share: "200%"}}
                """,
                problems))
        .isNull();
    assertThat(problems.list().stream().map(Problem::line))
        .containsExactly(
            "application.yaml:4:13: route FETCH /: it is no method and path; write it like GET"
                + " /api/{id}",
            "application.yaml:5:5: `row`, `json`: a route has exactly one of row, lists, json,"
                + " login, switch; write one of them",
            "application.yaml:5:5: `for` names ghost: `people` has nobody of that name; add them"
                + " there",
            "application.yaml:6:5: nothing answers here: a route has exactly one of row, lists,"
                + " json, login, switch; write one of them",
            "application.yaml:6:45: 200%: a share is 0% to 100%; write it like \"2%\"");
  }

  private static Application read(String yaml, Problems problems) throws Exception {
    Path file =
        Files.writeString(
            Files.createTempDirectory(folder, "application").resolve("application.yaml"), yaml);
    return Application.read(file, problems).orElse(null);
  }

  private static HttpResponse<String> get(String path, String token) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(shop.url() + path)), token);
  }

  private static HttpResponse<String> post(String path, String body, String token)
      throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(shop.url() + path)).POST(BodyPublishers.ofString(body)),
        token);
  }

  private static HttpResponse<String> signed(String path) throws Exception {
    String now = Instant.now().toString();
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(shop.url() + path))
            .header(RequestSignature.TIMESTAMP, now)
            .header(
                RequestSignature.SIGNATURE,
                RequestSignature.hmac(shop.signingKey()).over(now, "POST", path, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String token)
      throws Exception {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body());
  }
}
