package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EverybodyTest {
  private static final String RESUME = "soakgate resume shop-1 --by \"YOUR NAME\"";
  private static final String ROLLBACK =
      "soakgate rollback shop-1 --by \"YOUR NAME\" --reason \"WHY\"";
  private static final String RETRY = "soakgate retry shop-1 --by \"YOUR NAME\" --reason \"WHY\"";

  private static Status asked(String question, String next) {
    Instant now = Instant.EPOCH;
    return new Status(
        "shop-1",
        "shop",
        null,
        null,
        "production",
        "held",
        null,
        now,
        now,
        now,
        1,
        null,
        null,
        next,
        null,
        false,
        null,
        question,
        null,
        null,
        List.of(),
        List.of(),
        null,
        null,
        null);
  }

  @Test
  void whatIsOnlyToBeConfirmedIsConfirmed() {
    Status status = asked("the schema drifted. Go on?", RESUME + " | " + ROLLBACK);

    assertThat(Everybody.answers(status, false)).isTrue();
  }

  @Test
  void aCheckThatFailsIsLeftToWhoeverWatchesTheDemo() {
    Status status = asked("check uptime fails", String.join(" | ", RETRY, ROLLBACK, RESUME));

    assertThat(Everybody.answers(status, false)).isFalse();
  }

  @Test
  void whereSomethingIsToBreakItIsTakenBackWhereverThatIsOffered() {
    Status status = asked("check uptime fails", String.join(" | ", RETRY, ROLLBACK, RESUME));

    assertThat(Everybody.answers(status, true)).isTrue();
  }

  @Test
  void aRollbackThatIsBlockedIsNotAskedForAgainAndAgain() {
    Status status = asked("ROLLBACK_BLOCKED at rls: no", RETRY + " | " + ROLLBACK);

    assertThat(Everybody.answers(status, true)).isFalse();
  }

  @Test
  void whereNothingIsAskedThereIsNothingToAnswer() {
    assertThat(Everybody.answers(asked(null, null), true)).isFalse();
  }
}
