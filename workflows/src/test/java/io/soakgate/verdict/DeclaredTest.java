package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Toll;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which differences a plan declared, and which its undo forgot. */
@Tag("P-050")
class DeclaredTest {
  private static final String COLUMN = "+ column public.orders.deleted_at 4 timestamp";
  private static final String INDEX =
      "+ index public.idx_gone valid t CREATE INDEX idx_gone ON public.orders USING btree (deleted_at)";
  private static final String VIEW = "+ relation public.open_orders kind v owner postgres";
  private static final String VIEW_COLUMN = "+ column public.open_orders.id 1 integer";
  private static final String GRANT = "+ grant SELECT on public.open_orders to api";
  private static final String FUNCTION =
      "+ function public.track() owner postgres CREATE FUNCTION … INSERT INTO public.open_orders";
  private static final String ROWS = "~ public.orders: 500 rows, then 499";

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
  }

  @Test
  void whatBelongsToADeclaredViewIsDeclaredWithIt() {
    assertThat(forgotten(keeps("the views stay"), VIEW, VIEW_COLUMN, GRANT, FUNCTION, COLUMN))
        .containsExactly(FUNCTION, COLUMN);
  }

  @Test
  void rowsThatDifferAreDeclaredByWhatIsLost() {
    assertThat(forgotten(new Toll(null, "orders since then", List.of()), ROWS, COLUMN))
        .containsExactly(COLUMN);
    assertThat(forgotten(keeps("the rows of orders stay merged"), ROWS)).isEmpty();
  }
}
