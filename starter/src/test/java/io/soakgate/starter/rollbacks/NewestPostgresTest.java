package io.soakgate.starter.rollbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One rollback option of each plan after its last change on the newest PostgreSQL that resolves:
 * its package has no pg_dump, and an older one refuses its databases, so the backup is a clone.
 */
@Tag("server")
class NewestPostgresTest {
  private static final Path HOME = Path.of("target", "newest").toAbsolutePath();
  private static final Path PACKAGE = Path.of("target", "newest-postgres").toAbsolutePath();
  private static final Spec CLONE =
      new Spec(
          "clone",
          JsonNodeFactory.instance.objectNode().put("name", "newest_${now:yyyyMMdd_HHmmss}"),
          "test:1:1");

  private static PostgresCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    PostgresBinaries binaries =
        PostgresBinaries.packaged(jar(), CacheDirectory.path(), System.out::println);
    assertThat(binaries.major()).isGreaterThanOrEqualTo(18);
    cluster =
        PostgresCluster.start(
            binaries, HOME.resolve("cluster"), PostgresOptions.telling(System.out::println));
    System.out.println("the newest PostgreSQL is " + binaries.version());
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(PACKAGE)) {
      return files.max(Path::compareTo).orElseThrow();
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** What a watch asks the server itself, on the version that changed its statistics last. */
  @Test
  void theProbesOfAWatchSeeTheNewestPostgres() throws Exception {
    Path home = Files.createDirectories(HOME.resolve("watched"));
    try (TriggerGround ground =
        new TriggerGround("menuca-v3", cluster, home, CLONE, Optional.empty())) {
      for (String kind : List.of("activity", "transactions", "replication", "cache", "locks")) {
        assertThat(ground.look(kind, JsonNodeFactory.instance.objectNode()))
            .as(kind)
            .satisfies(seen -> assertThat(seen.blind()).isNull());
      }
      ObjectNode schema = JsonNodeFactory.instance.objectNode().put("schema", "menuca_v3");
      assertThat(ground.look("vacuum", schema))
          .satisfies(seen -> assertThat(seen.blind()).isNull())
          .satisfies(seen -> assertThat(seen.value("dead-rows")).isPresent());
      assertThat(ground.look("corruption", schema))
          .satisfies(seen -> assertThat(seen.blind()).isNull())
          .satisfies(seen -> assertThat(seen.value("damaged").orElseThrow().number()).isZero());
      Instant since = Instant.now();
      assertThat(ground.judge("rows-lost", since).outcome()).isEqualTo(Outcome.PASS);
      ground.run("DELETE FROM menuca_v3.order_items WHERE id % 50 = 0");
      assertThat(ground.judge("rows-lost", since).words()).isEqualTo("most-lost 4% > 1%");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aclue, full-restore",
    "ai-assistant, restore",
    "menuca-v3, full-restore",
    "punch-list, everything",
    "spfp, indexes-only"
  })
  void anOptionIsExactOnTheNewestPostgres(String plan, String option) throws Exception {
    Path home = Files.createDirectories(HOME.resolve(plan));
    try (PlanGround ground = new PlanGround(plan, cluster, home, CLONE, Optional.empty())) {
      List<Rolled> all =
          ground.cases().stream().filter(rolled -> rolled.option().equals(option)).toList();

      assertThat(ground.differences(all.get(all.size() - 1))).isEmpty();
    }
  }
}
