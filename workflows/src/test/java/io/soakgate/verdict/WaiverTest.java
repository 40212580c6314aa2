package io.soakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Waiver.Decided;
import io.soakgate.verdict.Waiver.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaiverTest {
  private static final List<Holder> HOLDERS =
      List.of(new Holder("lead", List.of("ann", "cy")), new Holder("dba", List.of("bob")));
  private static final String WHY = "counted by hand, it is right";

  private static Decided hear(Waiver waiver, String by) {
    return waiver.hear(new Word(by, WHY, false), HOLDERS, true);
  }

  @Test
  void somebodyElseThanTheStarterIsTheSecondPerson() {
    Decided decided = hear(new Waiver("counts", "ann", null), "bob");

    assertThat(decided.granted()).isTrue();
    assertThat(decided.words()).isEqualTo("recorded: check counts is waived by bob");
  }

  @Test
  void theStarterMayAskAndSomebodyElseGrants() {
    Decided asked = hear(new Waiver("counts", "ann", null), "Ann ");
    assertThat(asked.recorded()).isTrue();
    assertThat(asked.granted()).isFalse();
    assertThat(asked.words())
        .isEqualTo(
            "recorded: asked for by Ann; check counts is waived when a second person waives it too");
    assertThat(hear(asked.waiver(), "ann").words())
        .isEqualTo("refused: ann asked for it; somebody else waives it");

    assertThat(hear(asked.waiver(), "bob").granted()).isTrue();
  }

  @Test
  void whereNobodyKnowsTheStarterTwoPeopleMustSaySo() {
    Decided first = hear(new Waiver("counts", null, null), "bob");
    assertThat(first.granted()).isFalse();
    assertThat(hear(first.waiver(), "bob").recorded()).isFalse();
    assertThat(hear(first.waiver(), "cy").granted()).isTrue();
  }

  @Test
  void theStarterNeverGrants() {
    assertThat(hear(new Waiver("counts", "ann", "bob"), "ann").words())
        .isEqualTo("refused: ann started the deployment; somebody else waives it");
  }

  @Test
  void aShortReasonAStrangerAndAnUnprovenPersonAreRefused() {
    Waiver waiver = new Waiver("counts", "ann", null);

    assertThat(waiver.hear(new Word("bob", " because ", false), HOLDERS, true).words())
        .isEqualTo(
            "refused: the reason has 7 characters; say in 10 or more why check counts may fail");
    assertThat(hear(waiver, "mallory").words())
        .isEqualTo("refused: mallory holds no role; somebody of the role map waives a check");
    assertThat(waiver.hear(new Word("bob", WHY, false), HOLDERS, false).words())
        .isEqualTo(
            "refused: nothing proves that bob says so, and this target counts proven people only;"
                + " waive it by a signed source");
    assertThat(waiver.hear(new Word("bob", WHY, true), HOLDERS, false).granted()).isTrue();
  }
}
