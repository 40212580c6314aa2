package io.soakgate.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.ActActivity;
import io.soakgate.plan.Node;
import io.soakgate.plan.Problem;
import io.soakgate.plan.Problems;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Values;
import io.soakgate.verdict.Value;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
    ActRequest filled = checked(request);
    Action action = actions.get(filled.spec().kind());
    return during(
        pulse -> {
          String refusal = guard.refusal(filled);
          if (refusal != null) {
            throw Refused.because(refusal);
          }
          return behind(action.act(with(filled), filled, pulse), filled);
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
    ActRequest filled = checked(said.act());
    Action action = actions.get(filled.spec().kind());
    ResolveRequest whole =
        new ResolveRequest(filled, said.statement(), said.as(), said.by(), said.reason());
    return during(pulse -> action.resolve(with(filled), whole, pulse));
  }

  @Override
  public Foreseen foresee(ActRequest request) {
    ActRequest filled = checked(request);
    Action action = actions.get(filled.spec().kind());
    return during(pulse -> action.foresee(with(filled), filled));
  }

  private ActRequest checked(ActRequest request) {
    ActRequest filled = filled(request);
    Problems problems = new Problems();
    Node with = Node.of(filled.spec().with(), filled.spec().at(), problems);
    actions.get(filled.spec().kind()).check(with);
    refuse(problems.list());
    return filled;
  }

  private static Node with(ActRequest filled) {
    return Node.of(filled.spec().with(), filled.spec().at(), new Problems());
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

  private static ActRequest filled(ActRequest request) {
    Spec spec = request.spec();
    JsonNode with =
        Values.fill(
            spec.with(), request.scope().values(), request.scope().now().atZone(ZoneOffset.UTC));
    return new ActRequest(
        request.scope(),
        request.subject(),
        request.purpose(),
        request.attempt(),
        new Spec(spec.kind(), with, spec.at(), spec.terms()),
        request.scripts(),
        request.backup(),
        request.migrations());
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw Refused.because(problems.stream().map(Problem::line).collect(Collectors.joining("\n")));
    }
  }
}
