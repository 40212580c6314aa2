package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.CardActivity.About;
import io.soakgate.deployment.CardActivity.Asked;
import io.soakgate.deployment.CardActivity.GateFace;
import io.soakgate.deployment.CardActivity.Overview;
import io.soakgate.deployment.CardActivity.Progress;
import io.soakgate.deployment.CardActivity.Reply;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Question.Resuming;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.verdict.Gate;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What cards show, taken from what the deployment knows. */
final class Faces {
  private static final int LAST = 8;
  private static final int SHORT = 300;
  private static final int OPTIONS = 5;
  // What channels were told says nothing new on a card.
  private static final String TOLD = "told";

  private Faces() {}

  static About about(Admitted admitted) {
    return new About(
        admitted.deployment(),
        Workflow.getInfo().getRunId(),
        admitted.plan().name(),
        admitted.plan().title(),
        admitted.digest(),
        admitted.origin().words(),
        admitted.startedBy(),
        admitted.plan().environments().stream().map(Environment::name).toList());
  }

  /**
   * @param why why it ended, or null
   */
  static Overview overview(Status now, String why) {
    return new Overview(
        now.environment(),
        now.doing(),
        now.waitingFor(),
        now.paused(),
        now.readOnly(),
        now.losses(),
        now.window(),
        now.ending(),
        why);
  }

  static Progress progress(Chronicle chronicle) {
    List<Entry> some =
        chronicle.last(LAST * 3).stream().filter(e -> !e.kind().equals(TOLD)).toList();
    return new Progress(
        some.subList(Math.max(0, some.size() - LAST), some.size()).stream()
            .map(Faces::shortened)
            .toList());
  }

  private static Entry shortened(Entry e) {
    String words = Words.cut(e.words(), SHORT);
    return new Entry(e.at(), e.environment(), e.subject(), e.kind(), e.outcome(), words);
  }

  static GateFace gate(Plan plan, Status now, Gate gate) {
    boolean before = Moment.BEFORE_CHANGES.contains(gate.moment());
    return new GateFace(
        now.gate(),
        before
            ? plan.changesIn(gate.environment()).stream().map(Faces::change).toList()
            : List.of(),
        now.window(),
        gate.expires() == null
            ? null
            : now.clock().plus(Duration.between(now.now(), gate.expires())),
        now.losses(),
        gate.starterMayApprove() ? null : gate.starter(),
        null,
        false);
  }

  private static String change(Change change) {
    return change.takes() == null
        ? change.name()
        : change.name() + ", about " + Words.duration(change.takes());
  }

  static Asked question(Stage stage, Question question, String typed) {
    List<Reply> replies =
        question.answers().stream().flatMap(act -> replies(stage, question, act)).toList();
    String held = question.held() == null ? null : "held at " + question.held();
    String where = stage == null ? null : stage.name();
    return new Asked(where, question.words(), replies, held, typed, null, question.number());
  }

  private static Stream<Reply> replies(Stage stage, Question question, Act act) {
    return switch (act) {
      case WAIVE -> Arrays.stream(question.subject().split(" ")).map(c -> new Reply(act, c, null));
      case RESUME -> Stream.of(resume(question));
      case ROLLBACK ->
          question.option() != null || stage == null
              ? Stream.of(rollback(stage, question.option()))
              : options(stage).map(option -> rollback(stage, option));
      default -> Stream.of(new Reply(act, question.subject(), null));
    };
  }

  private static Reply resume(Question question) {
    Resuming resuming = question.resuming();
    return new Reply(Act.RESUME, question.subject(), null, resuming.label(), resuming.means());
  }

  /** Any of those that can be had here. */
  private static Stream<String> options(Stage stage) {
    return stage.admitted().plan().options().stream()
        .filter(option -> stage.cautions().lacks(option) == null)
        .limit(OPTIONS);
  }

  private static Reply rollback(Stage stage, String option) {
    Rollback named = stage == null ? null : stage.admitted().plan().rollback(option);
    boolean restores = named != null && named.restores();
    return new Reply(Act.ROLLBACK, option, restores ? stage.environment().target() : null);
  }

  /** How a question came to be asked no more. */
  static String answered(Command answer) {
    if (answer == null) {
      return "nobody needs to answer it any more";
    }
    String option = Objects.requireNonNullElse(answer.option(), "");
    String reason = answer.reason() == null ? "" : ": " + answer.reason();
    return (answer.act().word() + " " + option).strip() + ", says " + answer.by() + reason;
  }
}
