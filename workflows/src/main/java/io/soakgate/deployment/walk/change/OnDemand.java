package io.soakgate.deployment.walk.change;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.walk.check.Looking;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.NamedSpec;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import io.temporal.failure.TemporalFailure;
import java.util.List;
import java.util.Optional;

/** Looks through the plan's probes and runs its actions when a person asks for it (P-052). */
public final class OnDemand {
  private final Acting acting;
  private final Looking looking;
  private final PlanTime time;
  private final Chronicle chronicle;

  public OnDemand(Acting acting, Looking looking, PlanTime time, Chronicle chronicle) {
    this.acting = acting;
    this.looking = looking;
    this.time = time;
    this.chronicle = chronicle;
  }

  /** The answer holds what was seen or done. */
  public Answer take(Command c, Stage stage) {
    boolean look = c.act() == Act.LOOK;
    List<NamedSpec> known =
        look ? stage.admitted().plan().probes() : stage.admitted().plan().actions();
    Optional<NamedSpec> named = known.stream().filter(n -> n.name().equals(c.option())).findFirst();
    if (named.isEmpty()) {
      List<String> names = known.stream().map(NamedSpec::name).toList();
      return refused(
          "the plan has no " + (look ? "probe " : "action ") + c.option(),
          "it has " + Words.list(names));
    }
    return look ? look(c, stage, named.get().spec()) : act(c, stage, named.get().spec());
  }

  private Answer look(Command c, Stage stage, Spec probe) {
    Measurement seen = looking.look(stage, null, probe, "look " + c.option() + " for " + c.by());
    stage.sightings().saw("look", c.option(), probe, seen);
    String words = Words.measurement(seen) + (seen.note() == null ? "" : "\n" + seen.note());
    return new Answer(true, "recorded: " + words);
  }

  private Answer act(Command c, Stage stage, Spec action) {
    if (acting.busy()) {
      return refused("a change or a rollback runs", "wait until it is done");
    }
    String name = "do/" + c.option();
    String subject = name + "/" + stage.asks().attempt(name, Purpose.STEP);
    String summary = stage.name() + ": do " + c.option() + " for " + c.by();
    chronicle.note(stage.name(), subject, "action", "ok", "begins, asked for by " + c.by());
    try {
      Effect effect = acting.run(stage, action, summary, () -> request(stage, subject, action));
      stage.standing().left(effect.values());
      chronicle.note(stage.name(), subject, "action", "ok", effect.words());
      return new Answer(true, "recorded: " + effect.words());
    } catch (TemporalFailure e) {
      stage.standing().unknown();
      chronicle.note(stage.name(), subject, "action", "failed", Words.why(e));
      return new Answer(false, "refused: it failed: " + Words.why(e));
    }
  }

  private ActRequest request(Stage stage, String subject, Spec action) {
    return new ActRequest(
        stage.scope(time.now()),
        subject,
        Purpose.STEP,
        stage.asks().attempt(subject, Purpose.STEP),
        action,
        stage.admitted().scripts(),
        stage.backup());
  }

  private static Answer refused(String why, String todo) {
    return new Answer(false, "refused: " + why + "; " + todo);
  }
}
