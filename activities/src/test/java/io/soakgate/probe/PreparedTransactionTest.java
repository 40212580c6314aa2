package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.embedded.TestCluster;
import io.soakgate.verdict.Measurement;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was prepared and forgotten holds its locks without a session. */
@Tag("postgres")
class PreparedTransactionTest {
  @TempDir Path folder;

  @Test
  void whatIsPreparedHoldsWhatOthersWaitFor() throws Exception {
    PostgresOptions options =
        PostgresOptions.telling(line -> {}).with("max_prepared_transactions=1");
    try (PostgresCluster cluster =
        PostgresCluster.start(TestCluster.binaries(), folder.resolve("cluster"), options)) {
      Lab lab = Lab.of(cluster, "postgres");
      lab.run(
          "CREATE TABLE dish (id int)",
          "BEGIN; LOCK TABLE dish; PREPARE TRANSACTION 'forgotten'",
          "SELECT pg_sleep(1)");
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(() -> lab.run("INSERT INTO dish VALUES (1)"));

      Measurement seen = lab.look("locks", "{}");
      while (seen.values().contains(figure("waiting", "0")) && !waiting.isDone()) {
        seen = lab.look("locks", "{}");
      }
      lab.run("ROLLBACK PREPARED 'forgotten'");
      waiting.get(90, TimeUnit.SECONDS);

      assertThat(seen.values()).contains(figure("waiting", "1"), figure("blockers", "1"));
      assertThat(seen.value("longest-held").orElseThrow().number().intValue())
          .isGreaterThanOrEqualTo(1000);
      assertThat(seen.note()).isEqualTo("waited for: prepared transaction forgotten");
    }
  }
}
