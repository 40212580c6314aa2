package io.soakgate.action;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.plan.Terms;
import io.soakgate.target.Ask;
import io.soakgate.target.Ledger;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Target;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Does something that is no SQL under the ledger: what is about to be done is written down before,
 * and that it was done behind it. When only the first is there, nobody knows whether it was done:
 * it is done again when the plan calls it repeatable, or when somebody asks anew, since what the
 * plan says shows it ({@code applied-when}) was looked at then (the plan language, rule 9).
 */
final class Once {
  private final Target target;
  private final ActRequest request;
  private final Pulse pulse;
  private final Patience patience;

  Once(Target target, ActRequest request, Pulse pulse, Patience patience) {
    this.target = target;
    this.request = request;
    this.pulse = pulse;
    this.patience = patience;
  }

  /** Does it, or throws what {@code ActActivity} promises. */
  interface Doing {
    Done now() throws SQLException, InterruptedException;
  }

  /**
   * What was done.
   *
   * @param words one sentence
   * @param said what was said meanwhile, a line each
   */
  record Done(String words, List<String> said) {}

  Effect run(Doing doing) throws InterruptedException {
    Ask ask = Asks.of(request, pulse.fence());
    Attempt attempt =
        new Attempt(target, ask, SqlOptions.LOCK_TIMEOUT, Duration.ZERO, patience, pulse);
    return attempt.run(hold -> run(hold, doing));
  }

  private Effect run(Hold hold, Doing doing) throws SQLException, InterruptedException {
    Tally tally = new Tally();
    String digest = digest();
    Optional<Ledger.Run> run = hold.run(digest, 1);
    if (run.isEmpty()) {
      return tally.effect(request.subject() + " was never applied here: nothing to undo");
    }
    if (run.get().finished()) {
      tally.alreadyDone(1);
      return tally.effect("The ledger shows " + request.subject() + " as done");
    }
    boolean begun =
        !hold.transaction(() -> Ledger.rows(hold.session().connection(), run.get())).isEmpty();
    if (begun && hold.ask().attempt() > 1 && !repeatable()) {
      throw Refused.because(unknown());
    }
    Ledger.Row row = new Ledger.Row(1, 1, digest, false, null, 0);
    long since = System.nanoTime();
    intend(hold, run.get(), row);
    Done done = doing.now();
    confirm(hold, run.get(), row, since);
    tally.ran(1);
    tally.notices(done.said());
    return tally.effect(done.words());
  }

  private static void intend(Hold hold, Ledger.Run run, Ledger.Row row) throws SQLException {
    hold.transaction(
        () -> {
          Ledger.intend(hold.session().connection(), run, hold.ask(), hold.token(), row);
          return null;
        });
  }

  private static void confirm(Hold hold, Ledger.Run run, Ledger.Row row, long since)
      throws SQLException {
    hold.transaction(
        () -> {
          Ledger.done(
              hold.session().connection(), run, hold.ask(), hold.token(), row, Hold.since(since));
          Ledger.finish(hold.session().connection(), run, hold.ask(), hold.token());
          return null;
        });
  }

  private boolean repeatable() {
    return Terms.of(request.spec()).repeatable();
  }

  private String unknown() {
    return request.subject()
        + ": an earlier attempt began it and did not come back, so nobody knows whether it was"
        + " done; look, and retry it, or skip it when it was done";
  }

  private String digest() {
    String action = request.spec().kind() + " " + request.spec().with();
    return ScriptStore.digest(action.getBytes(StandardCharsets.UTF_8));
  }
}
