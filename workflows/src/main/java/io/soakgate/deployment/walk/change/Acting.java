package io.soakgate.deployment.walk.change;

import io.soakgate.deployment.ActActivity;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.walk.check.Looking;
import io.soakgate.deployment.walk.gate.GateKeeper;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Standing;
import io.soakgate.deployment.walk.stage.Waiting;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Check;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Value;
import io.soakgate.verdict.Verdict;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs one action on the plan's terms: when people let it, in time, and once. */
public final class Acting {
  /** The failure type of an action that was not done in time. */
  static final String LATE = "late";

  private static final int TRIES = 5;

  private final GateKeeper gates;
  private final Looking looking;
  private final Concessions concessions;
  private boolean busy;

  public Acting(GateKeeper gates, Looking looking, Concessions concessions) {
    this.gates = gates;
    this.looking = looking;
    this.concessions = concessions;
  }

  /**
   * Asks the people whom the action asks.
   *
   * @param gate what its gate is called
   * @return null when it may run, else why it is left out, which is written down
   */
  public String refused(Stage stage, String gate, Spec action) {
    Terms terms = Terms.of(action);
    if (!terms.asks()) {
      return null;
    }
    String refused = gates.ask(stage, gate, terms.approve());
    if (refused != null) {
      concessions.refused(stage, gate, refused);
    }
    return refused;
  }

  /**
   * Runs it, when no other one runs any more.
   *
   * @param ask a new request for each try
   * @throws TemporalFailure when it failed; {@link Words#cancelled} when it was called off
   */
  public Effect run(Stage stage, Spec action, String summary, Supplier<ActRequest> ask) {
    if (busy) {
      Workflow.await(() -> !busy);
    }
    busy = true;
    try {
      return alone(stage, action, summary, ask);
    } finally {
      busy = false;
    }
  }

  /** Whether an action runs. */
  boolean busy() {
    return busy;
  }

  private Effect alone(Stage stage, Spec action, String summary, Supplier<ActRequest> ask) {
    Terms terms = Terms.of(action);
    String target = stage.environment().target();
    if (terms.appliedWhen() == null) {
      return within(terms.within(), summary, () -> Outside.act(target, summary).act(ask.get()));
    }
    ActActivity once = Outside.actOnce(target, summary);
    return until(stage, terms, summary, () -> once.act(ask.get()));
  }

  /** No ledger knows whether a try that failed did it, so somebody looks before the next one. */
  private Effect until(Stage stage, Terms terms, String summary, Supplier<Effect> act) {
    TemporalFailure failed = null;
    for (int tries = 1; ; tries++) {
      Verdict there = applied(stage, terms.appliedWhen(), summary);
      if (there.outcome() == Outcome.PASS) {
        return there(stage, there);
      }
      if (tries > TRIES) {
        throw failed;
      }
      try {
        return within(terms.within(), summary, act);
      } catch (TemporalFailure e) {
        if (Words.cancelled(e) || lasting(e)) {
          throw e;
        }
        failed = e;
        Waiting.atMost(Duration.ofSeconds(1L << tries), summary + ": next try", () -> false);
      }
    }
  }

  private static boolean lasting(TemporalFailure e) {
    return List.of(Outside.REFUSED, Outside.FAILED_STATEMENT).contains(Words.type(e));
  }

  /** Looks until it is seen; a person is paged in between (rule 10). */
  private Verdict applied(Stage stage, Check when, String summary) {
    String what = summary + ": done already?";
    while (true) {
      Measurement seen = looking.see(stage, null, when.probe(), what);
      Verdict verdict = Judge.holds(when.must(), seen, null);
      if (verdict.outcome() != Outcome.INCONCLUSIVE) {
        return verdict;
      }
      looking.hold(stage, what, verdict.words());
    }
  }

  private static Effect there(Stage stage, Verdict verdict) {
    String catalog = stage.standing().catalog();
    List<Value> left = catalog == null ? List.of() : List.of(Value.text(Standing.CATALOG, catalog));
    return new Effect("done already: " + verdict.words(), Duration.ZERO, 0, 1, left, List.of());
  }

  /** The limit is the clock's: a pace shortens waits, never work (decision 19). */
  private static Effect within(Duration limit, String summary, Supplier<Effect> act) {
    if (limit == null) {
      return act.get();
    }
    boolean[] late = {false};
    List<Effect> effect = new ArrayList<>();
    CancellationScope work = Workflow.newCancellationScope(() -> effect.add(act.get()));
    String words = "not done within " + Words.duration(limit) + ", and cancelled";
    CancellationScope clock = clock(limit, summary, words, late, work);
    try {
      clock.run();
      work.run();
    } catch (TemporalFailure e) {
      throw late[0] && Words.cancelled(e)
          ? ApplicationFailure.newNonRetryableFailure(words, LATE)
          : e;
    } finally {
      clock.cancel();
    }
    return effect.get(0);
  }

  private static CancellationScope clock(
      Duration limit, String summary, String words, boolean[] late, CancellationScope work) {
    TimerOptions options = TimerOptions.newBuilder().setSummary(summary + ": time limit").build();
    return Workflow.newCancellationScope(
        () ->
            Workflow.newTimer(limit, options)
                .handle(
                    (over, stopped) -> {
                      if (stopped == null) {
                        late[0] = true;
                        work.cancel(words);
                      }
                      return null;
                    }));
  }
}
