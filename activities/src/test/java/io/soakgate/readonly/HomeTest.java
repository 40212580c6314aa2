package io.soakgate.readonly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.target.Target;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a read-only lease is kept, for logins that may do much and little. */
@Tag("postgres")
class HomeTest {
  private static final String DROP = "DROP DATABASE IF EXISTS soakgate WITH (FORCE)";

  @TempDir private Path home;
  private Shop shop;
  private Target plain;

  /** No login has a database {@code soakgate} on the server yet. */
  @BeforeEach
  void open() {
    shop = new Shop(home);
    shop.run(DROP);
    String login = "plain_" + shop.database.name();
    shop.run("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(login, shop.database.password()));
    plain = shop.target(shop.database.name(), login);
  }

  @AfterEach
  void close() throws SQLException {
    shop.run(DROP);
    shop.close();
  }

  @Test
  void whoMayMakeADatabaseKeepsItOutsideOfTheTargets() throws SQLException {
    assertThat(kept(shop.target)).isEqualTo("soakgate");
    assertThat(kept(shop.target)).as("the second time").isEqualTo("soakgate");
    assertThat(found(shop.target)).contains("soakgate");
    assertThat(shop.ask("SELECT to_regnamespace('soakgate')")).isNull();
  }

  @Test
  void lookingMakesNothingAndLeavesNoSessionOpen() throws SQLException {
    assertThat(found(shop.target)).isEmpty();
    assertThat(databases()).isEqualTo("0");

    shop.run("CREATE DATABASE soakgate");
    assertThat(found(shop.target)).as("a database without a lease").isEmpty();
    assertThat(sessions()).isEqualTo("0");
  }

  @Test
  void whoMayMakeNoDatabaseKeepsItInASchemaThatSomebodyMadeForIt() throws SQLException {
    String refusal =
        "user %1$s may not keep a read-only lease in schema soakgate of database %2$s; as its owner:"
            + " CREATE SCHEMA IF NOT EXISTS soakgate; GRANT USAGE, CREATE ON SCHEMA soakgate TO"
            + " %1$s";
    assertThatThrownBy(() -> kept(plain))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e ->
                assertThat(e.getOriginalMessage())
                    .isEqualTo(refusal.formatted(plain.user(), plain.database())));
    assertThat(sessions()).isEqualTo("0");

    shop.run("CREATE SCHEMA IF NOT EXISTS soakgate");
    assertThat(found(plain)).as("a schema that it may not enter").isEmpty();
    shop.run("GRANT USAGE, CREATE ON SCHEMA soakgate TO " + plain.user());

    assertThat(kept(plain)).as("as it was advised").isEqualTo(plain.database());
    assertThat(found(plain)).contains(plain.database());
    assertThat(databases()).isEqualTo("0");
  }

  @Test
  void aDatabaseThatAnotherLoginMadeForItselfIsLeftAlone() throws SQLException {
    assertThat(kept(shop.target)).isEqualTo("soakgate");
    shop.run("CREATE SCHEMA soakgate", "GRANT USAGE, CREATE ON SCHEMA soakgate TO " + plain.user());

    assertThat(found(plain)).isEmpty();
    assertThat(kept(plain)).isEqualTo(plain.database());
  }

  /** Else it would never be released: the one who has it would look in the wrong place. */
  @Test
  void aLeaseIsFoundWhereItIsThoughAnotherLoginHasATableInTheDatabase() throws SQLException {
    shop.mode().engage(Shop.asked(), Shop.QUIET);
    shop.run("CREATE SCHEMA soakgate", "GRANT USAGE, CREATE ON SCHEMA soakgate TO " + plain.user());
    assertThat(kept(plain)).isEqualTo(plain.database());

    assertThat(found(shop.target)).contains("soakgate");
    assertThat(ReadOnlyLease.of(shop.target).orElseThrow().deployment()).isEqualTo("d-1");
    assertThat(shop.mode().release(Shop.asked(), Shop.QUIET).was()).isTrue();
    assertThat(shop.settings()).isEqualTo("nothing");
  }

  private static String kept(Target target) throws SQLException {
    try (Connection home = Home.open(target)) {
      return home.getCatalog();
    }
  }

  private static Optional<String> found(Target target) throws SQLException {
    Optional<Connection> there = Home.there(target);
    if (there.isEmpty()) {
      return Optional.empty();
    }
    try (Connection home = there.get()) {
      return Optional.of(home.getCatalog());
    }
  }

  private String databases() {
    return shop.ask("SELECT count(*) FROM pg_database WHERE datname = 'soakgate'");
  }

  /** Sessions that were left open; those just closed may take a moment to end. */
  private String sessions() {
    String open =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + Home.APPLICATION + "'";
    String left = shop.ask(open);
    for (int i = 0; i < 100 && !left.equals("0"); i++) {
      shop.ask("SELECT pg_sleep(0.05)");
      left = shop.ask(open);
    }
    return left;
  }
}
