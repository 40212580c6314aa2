package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Toll;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which differences a plan declared, and which its undo forgot. */
@Tag("P-050")
class DeclaredTest {
  private static final String COLUMN = "added column public.orders.deleted_at";
  private static final String INDEX = "added index public.idx_gone";
  private static final String VIEW = "added materialized view public.sums with 4 columns, 1 grant";
  private static final String GRANT = "removed grant of SELECT on table public.orders to api";
  private static final String FUNCTION = "altered function public.track(integer): body is another";
  private static final String ROWS = "rows of public.orders: 500 before, 499 now";

  private static List<String> forgotten(Toll toll, String... lines) {
    return Declared.forgotten(List.of(lines), List.of(toll));
  }

  private static Toll keeps(String... words) {
    return new Toll(null, null, List.of(words));
  }

  @Test
  void nothingDeclaredMeansEverythingWasForgotten() {
    assertThat(forgotten(Toll.NONE, COLUMN, ROWS)).containsExactly(COLUMN, ROWS);
  }

  @Test
  void anObjectIsDeclaredByItsNameOrByItsKind() {
    assertThat(forgotten(keeps("the 5 columns stay"), COLUMN, INDEX)).containsExactly(INDEX);
    assertThat(forgotten(keeps("deleted_at stays"), COLUMN, INDEX)).containsExactly(INDEX);
    assertThat(forgotten(keeps("both indexes"), INDEX)).isEmpty();
    assertThat(forgotten(keeps("the views stay"), VIEW, FUNCTION, COLUMN))
        .containsExactly(FUNCTION, COLUMN);
    assertThat(forgotten(keeps("track is the new one"), FUNCTION)).isEmpty();
    assertThat(forgotten(keeps("grants to api", "the policies"), GRANT)).isEmpty();
    assertThat(forgotten(keeps("the columns"), GRANT)).containsExactly(GRANT);
  }

  @Test
  void whatIsSaidOfAnObjectStaysWithIt() {
    String column = "added comment on table column shop.orders.deleted_at";
    String constraint = "added comment on table constraint not_zero on shop.orders";
    String table = "added comment on table shop.audit";

    assertThat(forgotten(keeps("the 5 columns stay"), column, constraint, table))
        .containsExactly(constraint, table);
    assertThat(forgotten(keeps("both constraints", "the audit table"), column, constraint, table))
        .containsExactly(column);
  }

  @Test
  void rowsThatDifferAreDeclaredByWhatIsLost() {
    assertThat(forgotten(new Toll(null, "orders since then", List.of()), ROWS, COLUMN))
        .containsExactly(COLUMN);
    assertThat(forgotten(keeps("the rows of orders stay merged"), ROWS)).isEmpty();
    assertThat(forgotten(keeps("orders stay merged"), ROWS)).isEmpty();
  }
}
