package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.audit.Audit;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.target.Leases;
import io.soakgate.target.Leases.Holder;
import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class RetentionTest {
  @TempDir Path home;

  @Test
  void aDumpIsDeletedWhenItsTimeIsOverAndNobodyIsAtWorkThere() throws Exception {
    Ground ground = Ground.in(home);
    Store store = store();
    LedgerSchema.migrate(ground.target);
    BackupResult kept = ground.take(with -> with.put("keep", "7d"), List.of());
    Retention retention = new Retention(ground.folders.backups(), ground.targets(), store);
    Instant later = Instant.now().plus(Duration.ofDays(8));
    assertThat(retention.look(Instant.now())).isEmpty();

    Holder holder = new Holder("cluster", "here", "deploy-9");
    try (Connection session = ground.target.connect("test")) {
      Leases.take(session, holder, Duration.ofHours(1));
      assertThat(retention.look(later)).isEmpty();
      assertThat(Path.of(kept.location())).exists();
      Leases.release(session, holder);
    }

    List<String> said = retention.look(later);

    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith("backup deploy-1/production/bk_20261121 was kept until ")
        .endsWith(" MB, SHA-256 " + kept.digest());
    assertThat(Path.of(kept.location())).doesNotExist();
    assertThat(Proof.all(ground.folders.backups())).isEmpty();
    assertThat(new Audit(store).verify("deploy-1", null).entries()).isEqualTo(1);
    assertThat(retention.look(later)).isEmpty();
  }

  @Test
  void aDumpWithoutATimeStays() throws Exception {
    Ground ground = Ground.in(home);
    ground.take("dump", new QuietPulse());
    Retention retention = new Retention(ground.folders.backups(), ground.targets(), store());

    assertThat(retention.look(Instant.now().plus(Duration.ofDays(9_999)))).isEmpty();
    assertThat(Proof.all(ground.folders.backups())).hasSize(1);
  }

  private Store store() throws Exception {
    TestDatabase database = TestCluster.freshDatabase();
    Path secret = Files.writeString(home.resolve("store-password"), database.password());
    Store store = new Store(database.url(), database.user(), new Secret("file:" + secret));
    StoreSchema.migrate(store);
    return store;
  }
}
