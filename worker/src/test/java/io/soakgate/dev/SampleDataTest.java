package io.soakgate.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class SampleDataTest {
  private static Path clusterFolder;
  private static PostgresCluster cluster;

  @TempDir Path scripts;
  private final List<String> told = new ArrayList<>();

  @BeforeAll
  static void startCluster() throws Exception {
    clusterFolder =
        Files.createTempDirectory(Files.createDirectories(Path.of("target")), "sample-");
    cluster =
        PostgresCluster.start(
            PostgresBinaries.find(CacheDirectory.path(), line -> {}),
            clusterFolder,
            PostgresOptions.telling(line -> {}));
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
    Folders.delete(clusterFolder);
  }

  @AfterEach
  void dropAll() throws Exception {
    try (Connection session = cluster.connect("postgres")) {
      for (String name : List.of("menu", "menu_pristine", "menu_loading")) {
        session.createStatement().execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      }
    }
  }

  @Test
  void loadsOnceAndStartsAgainFromAPristineCopy() throws Exception {
    SampleData sample = sample("CREATE TABLE dish (id int);", dishes(1_200));
    assertThat(sample.load()).isTrue();
    assertThat(count()).isEqualTo(1_200);
    assertThat(told)
        .containsExactly(
            "loading schema.sql: statements 1 to 1 of 1",
            "loading data.sql: statements 1 to 500 of 1,200",
            "loading data.sql: statements 501 to 1,000 of 1,200",
            "loading data.sql: statements 1,001 to 1,200 of 1,200");

    execute("DELETE FROM dish");
    assertThat(sample.load()).isFalse();
    assertThat(count()).isZero();
    told.clear();
    sample.reset();
    assertThat(count()).isEqualTo(1_200);
    assertThat(told).isEmpty();
  }

  @Test
  void loadsEditedFilesAgain() throws Exception {
    sample("CREATE TABLE dish (id int);", dishes(2)).load();
    sample("CREATE TABLE dish (id int);", dishes(3)).reset();
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void aKilledLoadNeverCounts() throws Exception {
    cluster.createDatabase("menu_loading");
    cluster.createDatabase("menu_pristine"); // without the digest that only a whole load gets
    assertThat(sample("CREATE TABLE dish (id int);", dishes(2)).load()).isTrue();
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void namesTheStatementThatIsWrong() throws Exception {
    SampleData wrong =
        sample(
            "CREATE TABLE dish (id int);\nDO $$ BEGIN PERFORM 1; END $$;",
            dishes(2) + "\nINSERT INTO dish\nVALUES ('soup');");
    assertThatThrownBy(wrong::load)
        .isInstanceOf(SQLException.class)
        .hasMessageStartingWith(
            scripts.resolve("data.sql")
                + ": statement 3 (INSERT INTO dish): ERROR: invalid input syntax for type integer:"
                + " \"soup\"");
  }

  private SampleData sample(String schema, String data) throws Exception {
    return new SampleData(
        cluster,
        "menu",
        List.of(
            Files.writeString(scripts.resolve("schema.sql"), schema),
            Files.writeString(scripts.resolve("data.sql"), data)),
        told::add);
  }

  private static String dishes(int many) {
    StringBuilder sql = new StringBuilder("-- made by a loop;\n");
    for (int i = 0; i < many; i++) {
      sql.append("INSERT INTO dish VALUES (").append(i).append(");\n");
    }
    return sql.toString();
  }

  private static void execute(String sql) throws Exception {
    try (Connection session = cluster.connect("menu")) {
      session.createStatement().execute(sql);
    }
  }

  private static int count() throws Exception {
    try (Connection session = cluster.connect("menu");
        ResultSet row = session.createStatement().executeQuery("SELECT count(*) FROM dish")) {
      row.next();
      return row.getInt(1);
    }
  }
}
