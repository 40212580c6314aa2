package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import io.soakgate.plan.Change;
import io.soakgate.plan.Conduct;
import io.soakgate.plan.Plan;
import io.soakgate.plan.ReportRule;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Spec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RollbackOrderTest {

  private static final List<String> ALL = List.of("indexes", "rls", "combo-fix");

  private final Plan plan = plan(null);

  @Test
  void everythingIsTakenBackInExactReverseOrder() {
    Random random = new Random(8);
    for (int i = 0; i < 500; i++) {
      List<String> applied = new ArrayList<>(ALL.subList(0, random.nextInt(4)));
      Collections.shuffle(applied, random);
      List<String> undone = changes(RollbackOrder.everything(applied));
      Collections.reverse(applied);
      assertThat(undone).isEqualTo(applied);
      assertThat(changes(RollbackOrder.of(plan, "everything", undone)))
          .isEqualTo(changes(RollbackOrder.everything(undone)));
    }
  }

  @Test
  void changeAppliedTwiceIsTakenBackOnceWhereItCameLast() {
    assertThat(changes(RollbackOrder.everything(List.of("a", "b", "a")))).containsExactly("a", "b");
  }

  @Test
  void nothingAppliedIsNothingToTakeBack() {
    assertThat(RollbackOrder.everything(List.of())).isEmpty();
    assertThat(RollbackOrder.stays(plan, "everything", List.of())).isEmpty();
  }

  @Test
  void namedOptionRunsAsWrittenEvenWhereAChangeWasNeverApplied() {
    assertThat(changes(RollbackOrder.of(plan, "rls-then-indexes", List.of("indexes"))))
        .containsExactly("rls", "indexes");
  }

  @Test
  void whatTheOptionDoesNotRevertStays() {
    assertThat(RollbackOrder.stays(plan, "everything", ALL)).isEmpty();
    assertThat(RollbackOrder.stays(plan, "rls-then-indexes", ALL)).containsExactly("combo-fix");
    assertThat(RollbackOrder.stays(plan, "rls-then-indexes", List.of("indexes"))).isEmpty();
    assertThat(RollbackOrder.stays(plan, "by-hand", List.of("indexes", "rls")))
        .containsExactly("indexes", "rls");
  }

  @Test
  void restoreRevertsEverything() {
    assertThat(RollbackOrder.of(plan, "full-restore", ALL))
        .containsExactly(new Step(null, spec("restore")));
    assertThat(RollbackOrder.stays(plan, "full-restore", ALL)).isEmpty();
  }

  @Test
  void irreversibleChangeStaysUnlessABackupIsRestored() {
    Plan once = plan("rows are deleted");
    assertThat(changes(RollbackOrder.of(once, "everything", ALL)))
        .containsExactly("combo-fix", "indexes");
    assertThat(RollbackOrder.stays(once, "everything", ALL)).containsExactly("rls");
    assertThat(RollbackOrder.stays(once, "rls-then-indexes", ALL))
        .containsExactly("rls", "combo-fix");
    assertThat(RollbackOrder.stays(once, "full-restore", ALL)).isEmpty();
  }

  @Test
  void unknownOptionIsNamedWithThoseThereAre() {
    assertThatThrownBy(() -> RollbackOrder.of(plan, "indexes", ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "plan menuca-v3 has no rollback option indexes; it has everything, rls-then-indexes,"
                + " full-restore, by-hand");
  }

  private static List<String> changes(List<Step> steps) {
    return new ArrayList<>(steps.stream().map(Step::change).toList());
  }

  /** A plan of three changes; {@code rls} is irreversible when there is a reason. */
  private static Plan plan(String irreversible) {
    List<Change> changes =
        Stream.of("indexes", "rls", "combo-fix")
            .map(name -> change(name, name.equals("rls") ? irreversible : null))
            .toList();
    List<Rollback> options =
        List.of(
            option("rls-then-indexes", new Step("rls", null), new Step("indexes", null)),
            option("full-restore", new Step(null, spec("restore"))),
            option("by-hand", new Step(null, spec("sql"))));
    return new Plan(
        "menuca-v3",
        "MenuCA",
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        changes,
        List.of(),
        options,
        ReportRule.NONE,
        List.of(),
        List.of(),
        null,
        Conduct.NONE);
  }

  private static Change change(String name, String irreversible) {
    List<Spec> undo = irreversible == null ? List.of(spec("sql")) : List.of();
    return new Change(name, spec("sql"), undo, irreversible, List.of(), null, List.of(), List.of());
  }

  private static Rollback option(String name, Step... steps) {
    return new Rollback(name, List.of(steps), List.of(), null);
  }

  private static Spec spec(String kind) {
    return new Spec(kind, NullNode.getInstance(), "plan.yaml:1:1");
  }
}
