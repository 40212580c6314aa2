package io.soakgate.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.action.Guard;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Conditions;
import io.soakgate.deployment.ConditionActivity.Elsewhere;
import io.soakgate.deployment.ConditionActivity.Level;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class DriftTest {
  @TempDir private Path home;
  private Site site;

  @BeforeEach
  void begin() {
    site = new Site(home);
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void whatSomebodyElseChangedIsNamedLineByLine() {
    String before = site.look().catalog();
    site.run("ALTER TABLE orders ADD COLUMN surprise text");
    Condition seen = Site.one(site.look(before), "drift");

    assertThat(seen.level()).isEqualTo(Level.HOLD);
    assertThat(seen.words())
        .isEqualTo("somebody changed the catalog since the last look or own step");
    assertThat(seen.rows()).containsExactly("added column public.orders.surprise");
  }

  @Test
  void whatNobodyChangedIsFineWhateverHappenedToTheRows() {
    String before = site.look().catalog();
    site.run("INSERT INTO orders VALUES (2, 'b')", "ANALYZE");
    assertThat(Site.level(site.look(before), "drift")).isEqualTo(Level.FINE);
  }

  @Test
  void schemasThePlanDoesNotNameMayChange() {
    site.run("CREATE SCHEMA elsewhere");
    String before = site.look().catalog();
    site.run("CREATE TABLE elsewhere.t (id int)");
    assertThat(Site.level(site.look(before), "drift")).isEqualTo(Level.FINE);
  }

  @Test
  void schemasThePlanNamesMayNot() {
    site.run("CREATE SCHEMA billing");
    site.admit("sql/billing.sql", "CREATE INDEX i ON billing.t (id);");
    String before = site.look().catalog();
    site.run("CREATE TABLE billing.t (id int)");
    assertThat(Site.one(site.look(before), "drift").rows())
        .singleElement()
        .asString()
        .startsWith("added table billing.t with 1 column");
  }

  @Test
  void whatTheOwnStepLeftIsNoDriftAndWhatCameAfterItIs() {
    Guard guard = site.looking().guard();
    String before = site.look().catalog();
    site.run("CREATE INDEX orders_note ON orders (note)");
    String left = guard.left(request()).get(0).text();

    assertThat(left).isNotEqualTo(before);
    assertThat(Site.level(site.look(left), "drift")).isEqualTo(Level.FINE);
    site.run("DROP INDEX orders_note");
    assertThat(Site.one(site.look(left), "drift").rows())
        .containsExactly("removed index public.orders_note");
  }

  @Test
  void anotherEnvironmentMayDifferInOwnersAndGrantsAndInNothingElse() {
    try (Site staging = new Site(home, site.store, Site.SHORT)) {
      String there = staging.look().catalog();
      site.run("GRANT SELECT ON orders TO PUBLIC");
      assertThat(from(new Elsewhere("staging", there, null, null)).level()).isEqualTo(Level.FINE);

      site.run("ALTER TABLE orders ALTER note TYPE varchar(9)");
      Condition seen = from(new Elsewhere("staging", there, null, null));
      assertThat(seen.level()).isEqualTo(Level.WARN);
      assertThat(seen.words())
          .isEqualTo("the catalog is another than in staging before its changes");
      assertThat(seen.rows())
          .containsExactly(
              "altered column public.orders.note: type was text, is character varying(9)");
    }
  }

  @Test
  void afterwardsOnlyWhatTheChangesLeftDifferentlyCounts() {
    try (Site staging = new Site(home, site.store, Site.SHORT)) {
      staging.run("CREATE TABLE only_in_staging (id int)");
      String thereBefore = staging.look().catalog();
      String before = site.look().catalog();
      staging.run("CREATE INDEX orders_note ON orders (note)");
      String there = staging.look().catalog();

      Elsewhere elsewhere = new Elsewhere("staging", there, thereBefore, before);
      assertThat(from(elsewhere).rows()).containsExactly("removed index public.orders_note");
      site.run("CREATE INDEX orders_note ON orders (note)");
      assertThat(from(elsewhere).level()).isEqualTo(Level.FINE);
      assertThat(from(elsewhere).words())
          .isEqualTo("the changes left the same catalog as in staging");
    }
  }

  @Test
  void aCatalogThatNobodyKeptHoldsAndSaysSo() {
    Condition seen = Site.one(site.look("ab".repeat(32)), "drift");
    assertThat(seen.level()).isEqualTo(Level.HOLD);
    assertThat(seen.words())
        .isEqualTo("cannot be seen: the catalog abababababab is not in Soakgate's own database");
  }

  private Condition from(Elsewhere elsewhere) {
    Conditions seen = site.looking().look(site.asks(null, elsewhere));
    return Site.one(seen, "drift from staging");
  }

  private ActRequest request() {
    return new ActRequest(
        Site.scope(), "orders", Purpose.APPLY, 1, Site.sql("sql/orders.sql"), site.scripts, null);
  }
}
