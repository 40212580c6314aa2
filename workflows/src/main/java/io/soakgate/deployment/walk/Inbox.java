package io.soakgate.deployment.walk;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.plan.Problem;
import io.soakgate.plan.Problems;
import io.soakgate.verdict.Gate.Say;
import io.temporal.common.converter.RawValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything people send, by signal and by update alike: read strictly, answered in words, written
 * down whatever the answer is (decision 20).
 */
final class Inbox {
  private static final int MOST_REFUSALS = 500;

  private final GateKeeper gates;
  private final Orders orders;
  private final Chronicle chronicle;
  private int refusals;

  Inbox(GateKeeper gates, Orders orders, Chronicle chronicle) {
    this.gates = gates;
    this.orders = orders;
    this.chronicle = chronicle;
  }

  Answer approval(String name, RawValue raw) {
    Problems problems = new Problems();
    Optional<Approval> read = MessageReader.approval(name, raw, problems);
    if (read.isEmpty()) {
      return answered(name, "approval", "", unreadable(problems.list()));
    }
    Approval a = read.get();
    // An unsigned source is a claim, so nothing is verified yet (decision 21).
    Say say =
        new Say(
            a.by(),
            a.role(),
            a.environment(),
            a.gate(),
            a.attempt(),
            a.digest(),
            a.attest(),
            a.reason(),
            name.equals("approve"),
            false);
    return answered(name, "approval", from(a.by(), a.source()), gates.take(say));
  }

  Answer command(RawValue raw) {
    Problems problems = new Problems();
    Optional<Command> read = MessageReader.command(raw, problems);
    if (read.isEmpty()) {
      return answered("command", "command", "", unreadable(problems.list()));
    }
    Command c = read.get();
    String kind = c.act() == Command.Act.ISSUE ? "issue" : "command";
    return answered(Orders.word(c.act()), kind, from(c.by(), c.source()), orders.take(c));
  }

  /** A signal or update nobody knows. */
  Answer unknown(String name) {
    return answered(
        Words.cut(name, 100),
        "command",
        "",
        new Answer(
            false,
            "refused: no message is called "
                + Words.cut(name, 100)
                + "; send approve, reject or command"));
  }

  private Answer answered(String subject, String kind, String from, Answer answer) {
    if (answer.recorded()) {
      chronicle.note(null, subject, kind, "ok", from + answer.words());
    } else {
      refused(subject, kind, from + answer.words());
    }
    chronicle.send();
    return answer;
  }

  /** A flood must not drown what counts: beyond a number it is said once (F-44). */
  private void refused(String subject, String kind, String words) {
    refusals++;
    if (refusals <= MOST_REFUSALS) {
      chronicle.note(null, subject, kind, "refused", words);
    } else if (refusals == MOST_REFUSALS + 1) {
      chronicle.warn(
          null,
          "messages",
          "more than " + MOST_REFUSALS + " were refused; further ones are not written down");
    }
  }

  private static String from(String by, String source) {
    return by + (source == null ? "" : " by " + source) + ": ";
  }

  private static Answer unreadable(List<Problem> problems) {
    return new Answer(
        false,
        "refused: " + problems.stream().map(Problem::line).collect(Collectors.joining(" | ")));
  }
}
