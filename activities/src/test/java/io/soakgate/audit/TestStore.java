package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.RecordActivity.Entries;
import io.soakgate.deployment.RecordActivity.Head;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A store of its own, with what tests do to it. */
final class TestStore {
  static final Instant AT = Instant.parse("2026-11-21T07:00:00.123456Z");
  private static final Clock CLOCK = Clock.fixed(AT.plusSeconds(1), ZoneOffset.UTC);

  final Store store;
  final TestDatabase database;
  final AuditTable table;

  private TestStore(TestDatabase database, Store store) {
    this.database = database;
    this.store = store;
    this.table = new AuditTable(store, CLOCK);
  }

  /** An empty one. */
  static TestStore fresh(Path home) throws IOException {
    TestStore fresh = of(TestCluster.freshDatabase(), home);
    StoreSchema.migrate(fresh.store);
    return fresh;
  }

  /** One in a database that is there. */
  static TestStore of(TestDatabase database, Path home) throws IOException {
    Path secret = Files.writeString(home.resolve("password"), database.password());
    return new TestStore(
        database, new Store(database.url(), database.user(), new Secret("file:" + secret)));
  }

  /** The same under another login, which has no password of its own in a test cluster. */
  Store as(String user) {
    return new Store(store.url(), user, store.password());
  }

  /** The entries of {@code shop-1}: five in three batches. */
  Head shop() throws SQLException {
    append("shop-1", 1, "started", "admitted");
    append("shop-1", 3, "begins");
    return append("shop-1", 4, "done", "ended");
  }

  Head append(String deployment, int first, String... words) throws SQLException {
    List<Entry> all = Stream.of(words).map(TestStore::entry).toList();
    return table.append(new Entries(deployment, "run-1", first, all, null));
  }

  static Entry entry(String words) {
    return new Entry(AT, "staging", "change rls", "change", "ok", words);
  }

  Verified verify(String deployment) throws SQLException, IOException {
    return new Audit(store).verify(deployment, null);
  }

  /** What somebody does who may do everything, the triggers taken away. */
  void tamper(String sql) throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE audit.entry DISABLE TRIGGER ALL");
      statement.execute("ALTER TABLE audit.head DISABLE TRIGGER ALL");
      statement.execute("ALTER TABLE audit.store DISABLE TRIGGER ALL");
      statement.execute(sql);
    }
  }

  void run(String sql) throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  List<String> rows(String sql) throws SQLException {
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
