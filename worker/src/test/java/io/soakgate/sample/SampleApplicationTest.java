package io.soakgate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.dev.SampleData;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sample application shows what its database lets it see. */
@Tag("postgres")
class SampleApplicationTest {
  private static final Path PLAN = Path.of("..", "plans", "menuca-v3");
  private static Path folder;
  private static PostgresCluster cluster;
  private static SampleApplication api;

  @BeforeAll
  static void start() throws Exception {
    folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "api-");
    cluster =
        PostgresCluster.start(
            PostgresBinaries.find(CacheDirectory.path(), line -> {}),
            folder.resolve("postgres"),
            PostgresOptions.telling(line -> {}));
    new SampleData(
            cluster,
            "app",
            List.of(PLAN.resolve("sample/schema.sql"), PLAN.resolve("sample/data.sql")),
            line -> {})
        .load();
    Target target =
        new Target(
            "menu",
            "127.0.0.1",
            cluster.port(),
            "app",
            cluster.user(),
            new Secret("file:" + cluster.passwordFile().toAbsolutePath()),
            true,
            true,
            true,
            List.of());
    Problems problems = new Problems();
    Application application =
        Application.read(PLAN.resolve("sample/application.yaml"), problems)
            .orElseThrow(() -> new AssertionError(problems.list()));
    api =
        SampleApplication.start(
            application,
            target,
            new SampleApplication.Place(folder.resolve("api.log"), folder.resolve("switches")));
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    cluster.close();
    Folders.delete(folder);
  }

  @Test
  void aRestaurantSeesItsOwnMenuOnlyOnceThePoliciesAreThere() throws Exception {
    assertThat(get("/api/restaurants/124/menu", "123").statusCode()).isEqualTo(200);
    execute(Files.readString(PLAN.resolve("sql/Security/create_rls_policies.sql")));
    try {
      HttpResponse<String> own = get("/api/restaurants/123/menu", "123");
      assertThat(own.statusCode()).isEqualTo(200);
      assertThat(json(own).path("dishes")).hasSize(60);
      assertThat(json(get("/api/restaurants/123/menu", null)).path("dishes").size())
          .as("the public sees active dishes")
          .isBetween(1, 59);
      assertThat(get("/api/restaurants/124/menu", "123").statusCode()).isEqualTo(404);
    } finally {
      execute(Files.readString(PLAN.resolve("sql/Security/rollback_rls.sql")));
    }
  }

  @Test
  void combosComeWithTheirDishes() throws Exception {
    // Combo 391 is one of the 21 that have dishes before the fix.
    JsonNode combos = json(get("/api/restaurants/" + restaurantOf(391) + "/menu", null));
    assertThat(combos.path("combos").findValuesAsText("id")).contains("391");
    combos.path("combos").forEach(c -> assertThat(c.path("dishes")).hasSize(3));
  }

  @Test
  void itWritesDownWhatItAnswersAndTellsWhenTheDatabaseIsGone() throws Exception {
    assertThat(get("/", null).statusCode()).isEqualTo(200);
    assertThat(get("/api/restaurants/1/menu", "nobody").statusCode()).isEqualTo(400);
    execute("ALTER TABLE menuca_v3.dishes RENAME TO hidden_dishes");
    try {
      assertThat(get("/api/restaurants/1/menu", null).statusCode()).isEqualTo(503);
    } finally {
      execute("ALTER TABLE menuca_v3.hidden_dishes RENAME TO dishes");
    }
    assertThat(Files.readString(folder.resolve("api.log")))
        .containsPattern("Z INFO / 200\n")
        .containsPattern("Z ERROR /api/restaurants/1/menu: 42P01\n");
  }

  private static long restaurantOf(int combo) throws Exception {
    try (Connection session = cluster.connect("app");
        var row =
            session
                .createStatement()
                .executeQuery(
                    "SELECT restaurant_id FROM menuca_v3.combo_groups WHERE id = " + combo)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static HttpResponse<String> get(String path, String restaurant) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.url() + path));
    if (restaurant != null) {
      request.header("X-Restaurant", restaurant);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }

  private static void execute(String sql) throws Exception {
    try (Connection session = cluster.connectForScripts("app")) {
      session.createStatement().execute(sql);
    }
  }
}
