package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.audit.Snapshots.Snapshot;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.RecordActivity.Entries;
import io.soakgate.deployment.RecordActivity.Head;
import io.soakgate.deployment.Status;
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
import java.util.stream.Stream;
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
    Head two = recorder.record(entries("run-1", 1, "one", "two"));
    Head again = recorder.record(entries("run-1", 1, "one", "two"));
    Head three = recorder.record(entries("run-1", 2, "two", "three"));
    Head other = recorder.record(entries("run-2", 1, "again\0"));

    assertThat(rows("SELECT run || ' ' || number || ' ' || words FROM audit.entry ORDER BY 1"))
        .containsExactly("run-1 1 one", "run-1 2 two", "run-1 3 three", "run-2 1 again\uFFFD");
    assertThat(
            rows(
                "SELECT concat_ws('|', deployment, at AT TIME ZONE 'UTC', environment, subject,"
                    + " kind, outcome) FROM audit.entry WHERE words = 'one'"))
        .containsExactly("shop-1|2026-11-21 07:00:00.123|staging|gate go|gate|waiting");
    assertThat(again).isEqualTo(two);
    assertThat(rows("SELECT number || ' ' || head FROM audit.head ORDER BY sequence"))
        .containsExactly("2 " + two.hash(), "3 " + three.hash(), "1 " + other.hash());
  }

  @Test
  void whatIsMissingBetweenIsAskedForAgain() throws SQLException {
    Head one = recorder.record(entries("run-1", 1, "one"));

    assertThat(recorder.record(entries("run-1", 3, "three"))).isEqualTo(one);
    assertThat(rows("SELECT words FROM audit.entry")).containsExactly("one");
  }

  @Test
  void somethingElseUnderANumberIsNeverTakenForTheSame() {
    recorder.record(entries("run-1", 1, "one"));

    assertThatThrownBy(() -> recorder.record(entries("run-1", 1, "eins", "two")))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure ->
                assertThat(failure.getOriginalMessage())
                    .isEqualTo(
                        "the audit does not hold what was appended as entry 1 of deployment"
                            + " shop-1: somebody changed it; see soakgate audit verify"));
  }

  @Test
  void howItStoodIsKnownWithoutTemporal() throws SQLException {
    Snapshots snapshots = new Snapshots(store);
    Status waits = status("shop-1", "lead");
    recorder.record(new Entries("shop-1", "run-1", 1, List.of(entry("one")), waits));
    recorder.record(
        new Entries("shop-1", "run-1", 2, List.of(entry("two")), status("shop-1", null)));
    recorder.record(
        new Entries("other-1", "run-7", 1, List.of(entry("x")), status("other-1", null)));

    Snapshot latest = snapshots.latest("shop-1").orElseThrow();
    assertThat(latest.run()).isEqualTo("run-1");
    assertThat(latest.number()).isEqualTo(2);
    assertThat(latest.status())
        .isEqualTo(status("shop-1", null).with(List.of(entry("one"), entry("two"))));
    assertThat(snapshots.list())
        .extracting(Snapshot::deployment)
        .containsExactly("other-1", "shop-1");
    assertThat(snapshots.latest("nobody")).isEmpty();
  }

  private static Status status(String deployment, String waitingFor) {
    return new Status(
        deployment,
        "shop",
        "d1ge57",
        null,
        "staging",
        "staging: gate go",
        waitingFor,
        AT,
        AT,
        AT,
        1,
        null,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        null,
        null);
  }

  @Test
  void aStoreThatCannotBeReachedIsAskedAgainAndTellsNoSecret() {
    Store gone = new Store("jdbc:postgresql://127.0.0.1:1/none", "nobody", store.password());
    RecordActivityImpl lost = new RecordActivityImpl(gone, new Folders(home, home, home));

    assertThatThrownBy(() -> lost.record(entries("run-1", 1, "one")))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.isNonRetryable()).isFalse();
              assertThat(failure.getOriginalMessage())
                  .isEqualTo("Soakgate's own database took no audit entries (SQLSTATE 08001)");
            });
  }

  private static Entries entries(String run, int first, String... words) {
    List<Entry> all = Stream.of(words).map(RecordActivityImplTest::entry).toList();
    return new Entries("shop-1", run, first, all, null);
  }

  private static Entry entry(String words) {
    return new Entry(AT, "staging", "gate go", "gate", "waiting", words);
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
