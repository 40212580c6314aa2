package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.walk.people.MessageReader;
import io.soakgate.plan.reading.Problems;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.RawValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the command line sends must be what the strict reader takes: absent values once arrived as
 * nulls and commands in capitals, and both were refused.
 */
class MessagesOnTheWireTest {
  private final Problems problems = new Problems();

  @Test
  void aStartThatNamesNobodyIsRead() {
    StartRequest request = new StartRequest("menuca-v3", null);

    assertThat(MessageReader.start(raw(request), problems)).contains(request);
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void anApprovalThatPinsNothingIsRead() {
    Approval approval =
        new Approval("ann", null, null, null, null, null, List.of("all"), null, "cli");

    assertThat(MessageReader.approval("approve", raw(approval), problems)).contains(approval);
    assertThat(problems.list()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Act.class)
  void everyCommandIsRead(Act act) {
    Command command =
        new Command(
            act,
            "ann",
            "why not",
            "everything",
            "cli",
            "rls",
            3,
            "skipped",
            "counts",
            new Command.Note("high", "mended", "15m", 2, null));

    assertThat(MessageReader.command(raw(command), problems)).contains(command);
    assertThat(problems.list()).isEmpty();
  }

  private static RawValue raw(Object message) {
    return new RawValue(DefaultDataConverter.STANDARD_INSTANCE.toPayload(message).orElseThrow());
  }
}
