package io.soakgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.embedded.TestCluster.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class PostgresClusterTest {
  @Test
  void everyTestGetsADatabaseOfItsOwn() throws Exception {
    TestDatabase one = TestCluster.freshDatabase();
    TestDatabase other = TestCluster.freshDatabase();
    assertThat(one.name()).isNotEqualTo(other.name());
    assertThat(current(one)).isEqualTo(one.name());
    assertThat(current(other)).isEqualTo(other.name());
  }

  private static String current(TestDatabase database) throws Exception {
    try (Connection session =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        ResultSet row = session.createStatement().executeQuery("SELECT current_database()")) {
      row.next();
      return row.getString(1);
    }
  }
}
