package io.soakgate.deployment.walk.freeze;

import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.ReadOnlyActivity.Engaged;
import io.soakgate.deployment.ReadOnlyActivity.ReadOnlyRequest;
import io.soakgate.deployment.ReadOnlyActivity.Released;
import io.soakgate.deployment.walk.people.AuditHold;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.Freezing;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.ReadOnly;
import io.soakgate.plan.ReadOnly.From;
import io.soakgate.plan.ReadOnly.Sessions;
import io.soakgate.plan.Severity;
import io.temporal.failure.TemporalFailure;
import java.util.List;
import java.util.Locale;

/**
 * Keeps the application's writes out of an environment while it is changed (decision 15, rule 14):
 * on and proven before, off and proven after, on every way out (INV-10).
 */
public final class Freeze {
  static final String SUBJECT = "read-only";

  private final PlanTime time;
  private final Board board;
  private final Chronicle chronicle;
  private final Orders orders;
  private final Telling telling;
  private final AuditHold hold;
  private final Concessions concessions;
  private final Renewals renewals;

  public Freeze(
      PlanTime time,
      Board board,
      Chronicle chronicle,
      Orders orders,
      Telling telling,
      AuditHold hold,
      Concessions concessions) {
    this.time = time;
    this.board = board;
    this.chronicle = chronicle;
    this.orders = orders;
    this.telling = telling;
    this.hold = hold;
    this.concessions = concessions;
    this.renewals = new Renewals(board, chronicle, telling);
  }

  /** Asks at that moment whether it is used, where the plan leaves that to people. */
  public void ask(Stage stage, String moment) {
    ReadOnly says = stage.environment().readOnly();
    if (says == null || !moment.equals(says.askAt())) {
      return;
    }
    String words =
        stage.name()
            + ": are the application's writes kept out from the "
            + (says.from() == From.BACKUP ? "backup" : "changes")
            + " on until everything is checked? Resume: yes; skip with a reason: no";
    Question question =
        new Question(words, List.of(Act.RESUME, Act.SKIP), null)
            .about(SUBJECT)
            .resuming("Keep writes out", "The application cannot write until all is checked.");
    Command answer = orders.asking().answered(question);
    boolean yes = answer.act() == Act.RESUME;
    stage.freezing().use(yes);
    note(
        stage,
        (yes ? "is used, says " : "is not used, says ")
            + answer.by()
            + (answer.reason() == null ? "" : ": " + answer.reason()));
  }

  /**
   * Begins it here where the plan says so.
   *
   * @throws Stop when writes could not be kept out, or that could not be proven
   */
  public void from(Stage stage, From where) {
    ReadOnly says = stage.environment().readOnly();
    if (says != null && says.from() == where && stage.freezing().used()) {
      on(stage, "from the " + where.name().toLowerCase(Locale.ROOT) + " on");
    }
  }

  /**
   * Makes the environment read-only, and keeps it so until {@link #off}.
   *
   * @param why in words
   * @throws Stop when writes could not be kept out, or that could not be proven
   */
  void on(Stage stage, String why) {
    board.working(stage.name(), SUBJECT + " on");
    orders.checkpoint();
    String failed = engaged(stage, why);
    if (failed != null) {
      throw Stop.failed("read-only mode: " + failed);
    }
  }

  /** The same where the walk goes on whatever comes of it; the answer is why it failed, or null. */
  String engaged(Stage stage, String why) {
    boolean already = stage.freezing().since() != null;
    note(stage, "begins, " + why);
    hold.before(stage);
    stage.freezing().begin();
    return failed(
        () -> {
          Engaged engaged =
              Outside.readOnly(stage.environment().target(), stage.name() + ": read-only on")
                  .engage(request(stage));
          stage.freezing().engaged(engaged.since(), engaged.until());
          engaged.notes().forEach(note -> chronicle.warn(stage.name(), SUBJECT, note));
          note(stage, stage.freezing().words() + "; " + engaged.words());
          board.readOnly(stage.freezing().words());
          if (!already) {
            renewals.begin(stage, () -> request(stage));
          }
          chronicle.send();
        });
  }

  /** Why it failed, or null; a cancel is no failure. */
  private static String failed(Runnable work) {
    try {
      work.run();
      return null;
    } catch (TemporalFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      return Words.why(e);
    }
  }

  private void note(Stage stage, String words) {
    chronicle.note(stage.name(), SUBJECT, SUBJECT, "ok", words);
  }

  /** Lets writes in again, where they are kept out; a person is asked when that does not work. */
  public void off(Stage stage) {
    while (stage.freezing().begun()) {
      String failed = released(stage);
      if (failed == null || stays(stage, failed)) {
        stage.freezing().end();
      }
      board.readOnly(stage.freezing().words());
    }
  }

  /** Releases it; the answer is why it failed, or null. */
  private String released(Stage stage) {
    board.working(stage.name(), SUBJECT + " off");
    hold.beforeUndo(stage);
    return failed(
        () -> {
          Released released =
              Outside.readOnly(stage.environment().target(), stage.name() + ": read-only off")
                  .release(request(stage));
          released.notes().forEach(note -> chronicle.warn(stage.name(), SUBJECT, note));
          note(stage, released.was() ? "ends; " + released.words() : released.words());
          chronicle.send();
        });
  }

  /** Asks; true when a person leaves it to the lease, which runs out. */
  private boolean stays(Stage stage, String failed) {
    String words =
        stage.name()
            + " is still read-only: "
            + failed
            + ". Retry, or skip with a reason; its lease then runs out";
    chronicle.note(stage.name(), SUBJECT, SUBJECT, "waiting", words);
    telling.alert(stage, SUBJECT, Severity.CRITICAL, words);
    chronicle.send();
    Command answer =
        orders
            .asking()
            .answered(new Question(words, List.of(Act.RETRY, Act.SKIP), null).about(SUBJECT));
    if (answer.act() != Act.SKIP) {
      return false;
    }
    concessions.skipped(stage, "the end of read-only mode", answer);
    return true;
  }

  private ReadOnlyRequest request(Stage stage) {
    ReadOnly says = Freezing.says(stage.environment());
    Scope scope = stage.scope(time.now());
    boolean end = says != null && says.sessions() == Sessions.END;
    String proveAs = says == null ? null : says.proveAs();
    return new ReadOnlyRequest(scope, Freezing.lease(stage), end, proveAs);
  }
}
