package io.soakgate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decision 16, T-24: what opens rows and runs by itself must be named where people agree to it. */
class WeakeningTest {
  private static final String WATCH =
      """
          watch:
            hour:
              for: 1h
              bucket: 10m
              rules:
                slow:
                  probe: {latency: {statement: SELECT 1}}
                  when: {p95: "> 100 ms"}
                  no-data: page
                  severity: page
                  then: {rollback: open}
      rollbacks: {open: {steps: [sql/open.sql]}}
      """;

  @TempDir Path home;
  private Shop shop;

  @BeforeEach
  void writePlan() throws Exception {
    shop = new Shop(home);
    shop.file("sql/b.sql", "DROP POLICY p ON orders;\n");
    shop.file("sql/open.sql", "SELECT 1;\nALTER TABLE orders DISABLE ROW LEVEL SECURITY;\n");
  }

  private void plan(String find, String put, String more) throws Exception {
    shop.plan(
        Shop.PLAN
                .replace(find, put)
                .replace(
                    "production: {target: shop-production}",
                    "production:\n    target: shop-production\n    approve: {go: lead}\n    if-fails: ask")
            + more);
  }

  @Tag("T-24")
  @Test
  void anUndoThatTakesAPolicyAwayByItselfMustSaySo() throws Exception {
    plan("target: shop-staging", "target: shop-staging\n    if-fails: rollback", "");

    assertThat(shop.problems("shop"))
        .containsExactly(
            "sql/b.sql:1: `row-level-security-off` in the undo of `orders`: it runs by itself in"
                + " `staging`, and nobody who agreed to that was told that rows that were hidden"
                + " may be seen; write `weakens: why` under the change, so that the gate names it,"
                + " or let a person be asked");
  }

  @Test
  void oneThatSaysSoMayAndOneThatAPersonAsksForNeedNot() throws Exception {
    plan("target: shop-staging", "target: shop-staging\n    if-fails: ask", "");
    assertThat(shop.problems("shop")).isEmpty();

    plan("undo: sql/b.sql", "undo: sql/b.sql\n    weakens: orders are public again", "");
    assertThat(shop.problems("shop")).isEmpty();
  }

  @Test
  void anOptionOfARuleThatSwitchesRowLevelSecurityOffMustSaySo() throws Exception {
    plan("undo: sql/b.sql", "undo: sql/b.sql", WATCH);

    assertThat(shop.problems("shop"))
        .singleElement()
        .asString()
        .startsWith(
            "sql/open.sql:2: `row-level-security-off` in the rollback of `open`: it runs by itself"
                + " in `production`");

    plan("undo: sql/b.sql", "undo: sql/b.sql", WATCH.replace("{rollback: open}", "{ask: open}"));
    assertThat(shop.problems("shop")).isEmpty();
  }
}
