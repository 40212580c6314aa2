package io.soakgate.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.action.Actions;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.StatementActivity;
import io.soakgate.deployment.StatementActivity.Counter;
import io.soakgate.deployment.StatementActivity.Slower;
import io.soakgate.deployment.StatementActivity.SlowerQuestion;
import io.soakgate.deployment.StatementActivity.Statements;
import io.soakgate.deployment.StatementActivity.Touching;
import io.soakgate.plan.Spec;
import io.soakgate.target.Targets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which statement, and which change. */
class StatementActivityImplTest {

  @Test
  void aStatementIsSlowerByWhatWasCountedSince() {
    Statements before =
        new Statements(
            List.of(
                new Counter("1", 100, 500), new Counter("2", 100, 500), new Counter("3", 9, 90)),
            true,
            null);
    List<Counted> now =
        List.of(
            new Counted("1", "SELECT 1", 200, 5_500),
            new Counted("2", "SELECT 2", 200, 1_000),
            new Counted("3", "SELECT 3", 2, 200),
            new Counted("4", "SELECT 4", 2, 60),
            new Counted("5", "SELECT 5", 9, 9));

    assertThat(Slowed.of(before, now))
        .as("the second is as before, the third was reset, the fourth is new, the fifth is quick")
        .containsExactly(
            new Slowed("SELECT 1", 5.0, 50.0, 100, 4_500),
            new Slowed("SELECT 3", 10.0, 100.0, 2, 180),
            new Slowed("SELECT 4", null, 30.0, 2, 60));
    assertThat(Slowed.of(new Statements(before.counters(), false, null), now))
        .as("what was not remembered may be old")
        .hasSize(2);
  }

  @Nested
  @Tag("postgres")
  class OnAServer {
    @TempDir private Path home;
    private Site site;

    @BeforeEach
    void begin() {
      site = new Site(home);
      site.admit("sql/other.sql", "CREATE POLICY mine ON other USING (true);");
    }

    @AfterEach
    void end() {
      site.close();
    }

    @Test
    void aSlowStatementIsNamedWithTheChangeOfItsTable() {
      StatementActivity looking = looking();
      assertThat(looking.statements(scope()).unseen())
          .isEqualTo("pg_stat_statements is not installed in " + site.target.database());
      site.run("CREATE EXTENSION pg_stat_statements");
      site.run(read(0), read(0), "SELECT count(*) FROM orders");
      Statements before = looking.statements(scope());

      site.run(read(0.03), read(0.03));
      // One call of it may take a millisecond longer on a busy machine; the mean of many does not.
      site.run(Collections.nCopies(200, "SELECT count(*) FROM orders").toArray(String[]::new));
      Slower slower =
          looking.slower(
              new SlowerQuestion(
                  scope(),
                  before,
                  List.of(touching("indexes", "sql/orders.sql"), touching("rls", "sql/other.sql")),
                  site.scripts));

      assertThat(slower.unseen()).isNull();
      assertThat(slower.suspects())
          .singleElement()
          .satisfies(
              s -> {
                assertThat(s.query()).isEqualTo("SELECT pg_sleep($1) FROM other");
                assertThat(s.now()).isGreaterThan(30).isGreaterThan(s.before());
                assertThat(s.calls()).isEqualTo(2);
                assertThat(s.changes()).containsExactly("rls");
              });
    }

    private static String read(double seconds) {
      return "SELECT pg_sleep(" + seconds + ") FROM other";
    }

    private StatementActivity looking() {
      Targets targets = new Targets(List.of(site.target));
      return new StatementActivityImpl(
          targets, site.store, new Actions(Actions.sql(targets, site.folders, site.store)));
    }

    private static Scope scope() {
      return new Scope("d1", "shop", "staging", "shop", List.of(), Instant.EPOCH);
    }

    private static Touching touching(String change, String file) {
      var with = JsonNodeFactory.instance.objectNode().put("file", file);
      return new Touching(change, new Spec("sql", with, "plan.yaml:1:1"), List.of());
    }
  }
}
