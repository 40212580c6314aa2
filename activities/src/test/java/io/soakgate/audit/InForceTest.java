package io.soakgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.identity.PublicKeyLine;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class InForceTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path home;

  @Test
  void eachChangeOfTheRulesIsOneEntryWithWhatItWasAndWhoStartedTheWorker() throws Exception {
    TestDatabase database = TestCluster.freshDatabase();
    Path password = Files.writeString(home.resolve("password"), database.password());
    Store store = new Store(database.url(), database.user(), new Secret("file:" + password));
    StoreSchema.migrate(store);
    InForce inForce = new InForce(store, "ann on db1 (process 7)");

    record(inForce, "role lead: brian", "keys of brian: ab12cd34ef56");
    record(inForce, "role lead: brian", "keys of brian: ab12cd34ef56");
    record(inForce, "role lead: brian, kim", "role cto: james", "keys of brian: ");
    record(inForce, "role cto: james", "keys of brian: ");

    assertThat(words(store))
        .containsExactly(
            "in force from now on: role lead: brian; keys of brian: ab12cd34ef56; worker started by"
                + " ann on db1 (process 7)",
            "changed: role lead: brian → brian, kim; keys of brian: ab12cd34ef56 → nobody; role"
                + " cto: nothing → james; worker started by ann on db1 (process 7)",
            "changed: role lead: brian, kim → nothing; worker started by ann on db1 (process 7)");
  }

  private static void record(InForce inForce, String... rules) throws Exception {
    inForce.record("roles", PublicKeyLine.sha256(String.join("\n", rules)), List.of(rules), NOW);
  }

  private static List<String> words(Store store) throws Exception {
    List<String> words = new ArrayList<>();
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT words FROM audit.entry WHERE deployment = 'worker-configuration'"
                    + " ORDER BY number")) {
      while (row.next()) {
        words.add(row.getString(1));
      }
    }
    return words;
  }
}
