package io.soakgate.deployment.walk.check;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.ProbeActivity.DuringRequest;
import io.soakgate.deployment.ProbeActivity.LookRequest;
import io.soakgate.deployment.ProbeActivity.Together;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Check;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.List;

/** Looks through probes; what cannot be seen is said, never guessed. */
public final class Looking {
  /** Often enough for a load of a minute, and no load itself. */
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final PlanTime time;
  private final Orders orders;
  private final Telling telling;
  private final Chronicle chronicle;
  private final Handing handing;

  public Looking(
      PlanTime time, Orders orders, Telling telling, Chronicle chronicle, Handing handing) {
    this.handing = handing;
    this.time = time;
    this.orders = orders;
    this.telling = telling;
    this.chronicle = chronicle;
  }

  /**
   * Looks once through each probe, all of them in one go.
   *
   * @param change the change a {@code notices} probe reads about, or null
   * @param summary what the Temporal UI shows
   * @return one measurement per probe, in their order
   */
  public List<Measurement> look(Stage stage, String change, List<Spec> probes, String summary) {
    if (probes.isEmpty()) {
      return List.of();
    }
    try {
      String words = stage.name() + ": " + summary;
      return Outside.look(stage.environment().target(), probes.size(), words)
          .look(
              new LookRequest(
                  stage.scope(time.now()),
                  change,
                  probes,
                  stage.admitted().scripts(),
                  handing.known(stage, probes)));
    } catch (ActivityFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      Measurement blind = Measurement.blind(time.now(), Words.why(e));
      return probes.stream().map(p -> blind).toList();
    }
  }

  /**
   * Looks through probes while another one runs.
   *
   * @param during what runs meanwhile
   */
  Together during(Stage stage, String change, Spec during, List<Spec> probes, String summary) {
    try {
      return Outside.look(stage.environment().target(), 2, stage.name() + ": " + summary)
          .during(
              new DuringRequest(
                  stage.scope(time.now()),
                  during,
                  change,
                  probes,
                  EVERY,
                  stage.admitted().scripts()));
    } catch (ActivityFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      Measurement blind = Measurement.blind(time.now(), Words.why(e));
      return new Together(blind, probes.stream().map(p -> blind).toList());
    }
  }

  /** Looks at a check on its own. */
  public Measurement look(Stage stage, String change, Check check, String summary) {
    return check.during() == null
        ? look(stage, change, check.probe(), summary)
        : during(stage, change, check.during(), List.of(check.probe()), summary).seen().get(0);
  }

  /** Looks once through one probe. */
  public Measurement look(Stage stage, String change, Spec probe, String summary) {
    return look(stage, change, List.of(probe), summary).get(0);
  }

  /**
   * Looks until something is seen; a person is paged and asked in between (plan language, rule 10).
   */
  public Measurement see(Stage stage, String change, Spec probe, String summary) {
    return seen(stage, change, probe, summary, look(stage, change, probe, summary));
  }

  /** Goes on from a first look until something is seen. */
  Measurement seen(Stage stage, String change, Spec probe, String summary, Measurement first) {
    Measurement seen = first;
    while (seen.blind() != null) {
      hold(stage, summary, summary + " could not be seen: " + seen.blind());
      seen = look(stage, change, probe, summary);
    }
    return seen;
  }

  /** Pages a person and waits until somebody says that it may be looked at again. */
  public void hold(Stage stage, String subject, String why) {
    hold(stage, subject, why, new Question(why + "; retry, or abort", List.of(Act.RETRY), null));
  }

  /** Pages a person and waits for the answer to this question. */
  public Command hold(Stage stage, String subject, String why, Question question) {
    chronicle.note(stage.name(), subject, "check", "waiting", why);
    telling.alert(stage, subject, Severity.PAGE, "holds, because " + why + "; retry or abort");
    return orders.asking().answered(question);
  }
}
