package io.soakgate.deployment.walk;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.IdentityActivity.Identified;
import io.soakgate.deployment.walk.gate.GateKeeper;
import io.soakgate.deployment.walk.people.MessageReader;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Identifying;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
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

  private final Identifying identifying;
  private final GateKeeper gates;
  private final Orders orders;
  private final Chronicle chronicle;
  private int refusals;

  Inbox(Identifying identifying, GateKeeper gates, Orders orders, Chronicle chronicle) {
    this.identifying = identifying;
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
    Identified who = identifying.decision(name, a);
    Answer answer = identifying.again(who);
    if (answer == null) {
      answer = decide(name, a, who);
      identifying.answered(who, answer);
    }
    return answered(name, "approval", from(a.by(), a.source(), who, answer), answer);
  }

  private Answer decide(String name, Approval a, Identified who) {
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
            who.proof());
    return name.equals("revoke")
        ? gates.takeBack(say, a.source(), who.holders())
        : gates.take(say, a.source(), who.holders());
  }

  Answer command(RawValue raw) {
    Problems problems = new Problems();
    Optional<Command> read = MessageReader.command(raw, problems);
    if (read.isEmpty()) {
      return answered("command", "command", "", unreadable(problems.list()));
    }
    Command c = read.get();
    String kind = c.act() == Command.Act.ISSUE ? "issue" : "command";
    Identified who = identifying.command(c);
    Answer answer = identifying.again(who);
    if (answer == null) {
      answer = orders.take(c, who);
      identifying.answered(who, answer);
    }
    String from = from(c.by(), c.source(), who, answer);
    if (c.act() == Command.Act.LOOK && answer.recorded()) {
      // Rows that a person is shown stay with that person.
      String figures = answer.words().lines().findFirst().orElse("");
      chronicle.note(null, "look " + c.option(), kind, "ok", from + figures);
      chronicle.send();
      return answer;
    }
    return answered(c.act().word(), kind, from, answer);
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
                + "; send approve, reject, revoke or command"));
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

  /** Who said it, from where, and whether that is proven, unless the answer says so itself. */
  private static String from(String by, String source, Identified who, Answer answer) {
    String proof = who.proof().words(by);
    return by
        + (source == null ? "" : " by " + source)
        + (answer.words().contains(proof) ? "" : ", " + proof)
        + ": ";
  }

  private static Answer unreadable(List<Problem> problems) {
    return new Answer(
        false,
        "refused: " + problems.stream().map(Problem::line).collect(Collectors.joining(" | ")));
  }
}
