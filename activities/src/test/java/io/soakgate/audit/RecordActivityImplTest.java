package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.RecordActivity.Entries;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.target.Folders;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class RecordActivityImplTest {
  private static final Instant AT = Instant.parse("2026-11-21T07:00:00.123Z");

  @TempDir Path home;
  private Store store;
  private RecordActivityImpl recorder;

  @BeforeEach
  void prepareStore() throws IOException {
    TestDatabase database = TestCluster.freshDatabase();
    Path secret = Files.writeString(home.resolve("password"), database.password());
    store = new Store(database.url(), database.user(), new Secret("file:" + secret));
    StoreSchema.migrate(store);
    recorder = new RecordActivityImpl(store, new Folders(home, home, home.resolve("reports")));
  }

  @Test
  void entriesAreNumberedAndAskingTwiceAppendsOnce() throws SQLException {
    recorder.record(new Entries("shop-1", "run-1", 1, List.of(entry("one"), entry("two"))));
    recorder.record(new Entries("shop-1", "run-1", 2, List.of(entry("other"), entry("three"))));
    recorder.record(new Entries("shop-1", "run-2", 1, List.of(entry("again\0"))));

    assertThat(rows("SELECT run || ' ' || number || ' ' || words FROM soakgate_audit ORDER BY 1"))
        .containsExactly("run-1 1 one", "run-1 2 two", "run-1 3 three", "run-2 1 again\uFFFD");
    assertThat(
            rows(
                "SELECT concat_ws('|', deployment, at AT TIME ZONE 'UTC', environment, subject,"
                    + " kind, outcome) FROM soakgate_audit WHERE words = 'one'"))
        .containsExactly("shop-1|2026-11-21 07:00:00.123|staging|gate go|gate|waiting");
  }

  @Test
  void nothingInTheAuditCanBeChangedOrTakenAway() throws SQLException {
    recorder.record(new Entries("shop-1", "run-1", 1, List.of(entry("one"))));

    for (String refused :
        List.of(
            "UPDATE soakgate_audit SET words = 'other'",
            "DELETE FROM soakgate_audit",
            "TRUNCATE soakgate_audit")) {
      assertThatThrownBy(() -> run(refused))
          .isInstanceOf(SQLException.class)
          .hasMessageStartingWith(
              "ERROR: the audit is append-only: " + refused.split(" ")[0] + " refused");
    }
    assertThat(rows("SELECT words FROM soakgate_audit")).containsExactly("one");
  }

  @Test
  void aStoreThatCannotBeReachedIsAskedAgainAndTellsNoSecret() {
    Store gone = new Store("jdbc:postgresql://127.0.0.1:1/none", "nobody", store.password());
    RecordActivityImpl lost = new RecordActivityImpl(gone, new Folders(home, home, home));

    assertThatThrownBy(() -> lost.record(new Entries("shop-1", "run-1", 1, List.of(entry("one")))))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.isNonRetryable()).isFalse();
              assertThat(failure.getOriginalMessage())
                  .isEqualTo("Soakgate's own database took no audit entries (SQLSTATE 08001)");
            });
  }

  private static Entry entry(String words) {
    return new Entry(AT, "staging", "gate go", "gate", "waiting", words);
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet all = statement.executeQuery(sql)) {
      while (all.next()) {
        rows.add(all.getString(1));
      }
    }
    return rows;
  }
}
