package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.IdentityActivity.Claim;
import io.soakgate.deployment.IdentityActivity.Identified;
import io.soakgate.deployment.RollbackRequest;
import io.soakgate.deployment.StartRequest;
import io.soakgate.verdict.Gate.Proof;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who says something, and whether this very message was answered before. */
public final class Identifying {
  private final List<Heard> heard = new ArrayList<>();

  /** A signed message that was answered. */
  private record Heard(String token, Instant at, boolean recorded) {}

  /** Who approves or rejects. */
  public Identified decision(String verb, Approval approval) {
    return identify(claim(verb, approval, null, null));
  }

  /** Who gives a command. */
  public Identified command(Command command) {
    return identify(claim("command", null, command, null));
  }

  /** Who starts a deployment. */
  public Identified start(StartRequest request) {
    return identify(claim("start", null, null, request));
  }

  /** Who starts a rollback after the ending. */
  public Identified rollback(RollbackRequest request) {
    var info = Workflow.getInfo();
    return identify(
        new Claim(
            info.getWorkflowId(), info.getRunId(), now(), "rollback", null, null, null, request));
  }

  private static Claim claim(String verb, Approval a, Command c, StartRequest start) {
    var info = Workflow.getInfo();
    return new Claim(info.getWorkflowId(), info.getRunId(), now(), verb, a, c, start);
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /** Detached: an abort that is being judged must not be cut off by another one. */
  private static Identified identify(Claim claim) {
    List<Identified> answer = new ArrayList<>();
    Workflow.newDetachedCancellationScope(() -> answer.add(ask(claim))).run();
    return answer.get(0);
  }

  /** Whoever cannot be asked about is nobody, and holds nothing (ASVS 16.5.3: no fail-open). */
  private static Identified ask(Claim claim) {
    try {
      return Outside.identity("who says " + claim.verb()).identify(claim);
    } catch (ActivityFailure e) {
      String why = "the worker could not look it up: " + Words.why(e);
      return new Identified(Proof.none(why), null, List.of());
    }
  }

  /** The refusal of a message that was answered before, or null: a replay never has an effect. */
  public Answer again(Identified who) {
    return heard.stream()
        .filter(h -> h.token().equals(who.token()) && who.proof().verified())
        .findFirst()
        .map(
            h ->
                new Answer(
                    false,
                    "refused: already %s at %s, this very message; sign again if it is meant again"
                        .formatted(h.recorded() ? "recorded" : "answered", h.at())))
        .orElse(null);
  }

  /** Keeps that a signed message was answered, so that it is never taken again. */
  public void answered(Identified who, Answer answer) {
    if (who.proof().verified()) {
      Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
      heard.add(new Heard(who.token(), now, answer.recorded()));
    }
  }
}
