package io.soakgate.action;

import io.soakgate.deployment.ActActivity;
import io.soakgate.verdict.Value;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs actions and backups, each under a pulse. */
public final class ActActivityImpl implements ActActivity {
  private final Actions actions;
  private final Backups backups;
  private final Guard guard;
  private final Duration every;

  public ActActivityImpl(Actions actions, Backups backups, Guard guard) {
    this(actions, backups, guard, Beat.EVERY);
  }

  ActActivityImpl(Actions actions, Backups backups, Guard guard, Duration every) {
    this.guard = guard;
    this.actions = actions;
    this.backups = backups;
    this.every = every;
  }

  @Override
  public Effect act(ActRequest request) {
    ActRequest filled = actions.filled(request);
    return during(
        pulse -> {
          String refusal = guard.refusal(filled);
          if (refusal != null) {
            throw Refused.because(refusal);
          }
          return behind(actions.act(filled, pulse), filled);
        });
  }

  private Effect behind(Effect effect, ActRequest request) {
    List<Value> values = new ArrayList<>(effect.values());
    values.addAll(guard.left(request));
    return new Effect(
        effect.words(),
        effect.took(),
        effect.ran(),
        effect.alreadyDone(),
        List.copyOf(values),
        effect.notices());
  }

  @Override
  public Resolved resolve(ResolveRequest said) {
    ActRequest filled = actions.filled(said.act());
    Action action = actions.get(filled.spec().kind());
    ResolveRequest whole =
        new ResolveRequest(filled, said.statement(), said.as(), said.by(), said.reason());
    return during(pulse -> action.resolve(Actions.with(filled), whole, pulse));
  }

  @Override
  public Foreseen foresee(ActRequest request) {
    ActRequest filled = actions.filled(request);
    Action action = actions.get(filled.spec().kind());
    return during(pulse -> action.foresee(Actions.with(filled), filled));
  }

  @Override
  public BackupResult backup(BackupRequest request) {
    return during(pulse -> backups.take(request, pulse));
  }

  private <T> T during(Beat.Work<T> work) {
    try {
      return Beat.during(Activity.getExecutionContext(), every, work);
    } catch (Exception e) {
      throw Activity.wrap(e);
    }
  }
}
