package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.CardActivity;
import io.soakgate.deployment.CardActivity.About;
import io.soakgate.deployment.CardActivity.Card;
import io.soakgate.deployment.CardActivity.Face;
import io.soakgate.deployment.CardActivity.Place;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.Waiting;
import io.soakgate.deployment.walk.stage.Words;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * One card, brought to its newest look in the background: looks that are overtaken are left out,
 * and one that cannot be shown is tried again, ever less often, for as long as there is time.
 */
final class Showing {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration SELDOM = Duration.ofMinutes(30);

  private final Wall wall;
  private final String name;
  private final Showing above;
  private final Instant since = clock();
  private Supplier<Duration> gap = () -> Duration.ZERO;
  private Face wanted;
  private Face seen;
  private Place at;
  private Instant edited = Instant.EPOCH;
  private Duration pause = SOON;
  private boolean busy;
  private boolean urgent;
  private boolean missed;
  private boolean warned;
  private boolean over;

  /**
   * Where cards hang.
   *
   * @param channel its name
   * @param run names this run of the deployment and no other
   */
  record Wall(String channel, String run, About of, Chronicle chronicle) {}

  /**
   * @param name which of the deployment's cards it is
   * @param above the card in whose thread it stands, or null
   */
  Showing(Wall wall, String name, Showing above) {
    this.wall = wall;
    this.name = name;
    this.above = above;
  }

  /** How long one edit waits after the one before, unless it is urgent. */
  Showing every(Supplier<Duration> gap) {
    this.gap = gap;
    return this;
  }

  /**
   * How it is to look from now on.
   *
   * @param urgent whether people wait for it
   */
  void want(Face face, boolean urgent) {
    wanted = face;
    this.urgent |= urgent;
    if (!settled() && !busy) {
      busy = true;
      Workflow.newDetachedCancellationScope(() -> Async.procedure(this::bring)).run();
    }
  }

  /** How it is to look, or null. */
  Face look() {
    return wanted;
  }

  private boolean settled() {
    return wanted == null || wanted.equals(seen);
  }

  /** There will be no other look; what cannot be shown now is left. */
  void last() {
    over = true;
    want(wanted, true);
  }

  /** Whether it shows its last look, or that was given up. */
  boolean done() {
    return settled() || over && !busy;
  }

  private void bring() {
    while (!settled() && comes()) {
      Face face = wanted;
      boolean theLast = over;
      urgent = false;
      if (show(face)) {
        seen = face;
        edited = clock();
        pause = SOON;
      } else if (theLast) {
        break;
      } else {
        Waiting.idly(pause, name + ": before the next try", () -> over);
        pause = pause.compareTo(SELDOM) < 0 ? pause.multipliedBy(2) : SELDOM;
      }
    }
    busy = false;
  }

  /** Waits for its turn; false when there will be none. */
  private boolean comes() {
    if (above != null) {
      Workflow.await(() -> above.at != null || above.over && !above.busy);
    }
    Duration left = Duration.between(clock(), edited.plus(gap.get()));
    if (at != null && !left.isNegative() && !left.isZero()) {
      Waiting.idly(left, name + ": until its next look", () -> urgent || over);
    }
    return above == null || above.at != null;
  }

  private boolean show(Face face) {
    Place thread = above == null ? null : above.at;
    String id = wall.of().deployment() + "/" + wall.run() + "/" + name;
    try {
      at = slack().show(new Card(id, wall.channel(), thread, at, since, missed, wall.of(), face));
      missed = false;
      return true;
    } catch (ActivityFailure e) {
      missed = true;
      if (!warned) {
        warned = true;
        wall.chronicle().warn(null, "card " + name, "could not be shown: " + Words.why(e));
      }
      return false;
    }
  }

  /** A few tries: what is shown next is newer anyway. */
  private CardActivity slack() {
    return Workflow.newActivityStub(
        CardActivity.class,
        Outside.options(Queues.SOAKGATE, "show card " + name)
            .setStartToCloseTimeout(Duration.ofSeconds(45))
            .setScheduleToCloseTimeout(Duration.ofMinutes(2))
            .setRetryOptions(Outside.retries(5))
            .build());
  }

  private static Instant clock() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
