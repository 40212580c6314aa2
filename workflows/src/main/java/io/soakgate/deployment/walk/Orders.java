package io.soakgate.deployment.walk;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.IdentityActivity.Identified;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What people told the deployment to do, and what it asks them. */
final class Orders {
  private final Board board;
  private Plan plan;
  private Stage stage;
  private CancellationScope walk;
  private Command interrupt;
  private String paused;
  private Question question;
  private Consumer<String> issues = words -> {};
  private boolean closed;

  Orders(Board board) {
    this.board = board;
  }

  void admitted(Plan plan) {
    this.plan = plan;
  }

  /** The environment that is walked from now on. */
  void entered(Stage stage) {
    this.stage = stage;
  }

  /** Who is told about issues from now on. */
  void onIssue(Consumer<String> issues) {
    this.issues = issues;
  }

  void close() {
    closed = true;
  }

  /**
   * Runs the walk so that people can stop it: abort, rollback and Temporal's cancel all cancel what
   * runs, wait until it has stopped, and come out of here as the reason.
   *
   * @throws Stop when it did not come to its end
   */
  void walk(Runnable forward) {
    CancellationScope scope = Workflow.newCancellationScope(forward);
    walk = scope;
    try {
      scope.run();
    } catch (TemporalFailure e) {
      if (!Words.cancelled(e)) {
        throw Stop.failed(Words.why(e));
      }
    } finally {
      walk = null;
      paused = null;
      question = null;
      board.paused(null);
      board.question(null);
    }
    if (scope.isCancelRequested()) {
      throw interrupt == null ? calledOff(scope.getCancellationReason()) : interrupted();
    }
  }

  private static Stop calledOff(String reason) {
    return Stop.calledOff(
        "cancelled in Temporal" + (reason == null || reason.isBlank() ? "" : ": " + reason));
  }

  private Stop interrupted() {
    String why = interrupt.by() + ": " + interrupt.reason();
    return interrupt.act() == Act.ABORT
        ? Stop.calledOff("aborted by " + why)
        : Stop.rollback(interrupt.option(), "rollback asked for by " + why);
  }

  /** Between two steps: stops while it is paused or called off. */
  void checkpoint() {
    CancellationScope.throwCanceled();
    if (paused == null) {
      return;
    }
    board.waiting("resume", command(Act.RESUME));
    Workflow.await(() -> paused == null);
    board.waiting(null, null);
  }

  /** Asks and goes on; {@link #answered} waits for the answer. */
  void open(Question asked) {
    question = asked;
    board.question(asked.words());
    board.waiting(
        "an answer: " + answers(asked),
        asked.answers().stream().map(this::command).collect(Collectors.joining(" | ")));
  }

  /** Waits until somebody answers, for ever if need be. */
  Command answered(Question asked) {
    if (question != asked && !asked.answered()) {
      open(asked);
    }
    Workflow.await(asked::answered);
    return asked.answer();
  }

  /** Takes a command; every refusal says why and what to do. */
  Answer take(Command command, Identified who) {
    if (closed) {
      return refused("the deployment has ended", "start a new one");
    }
    Answer refusal = Authority.refusal(command, who, stage);
    if (refusal != null) {
      return refusal;
    }
    return switch (command.act()) {
      case PAUSE -> pause(command);
      case RESUME -> resume(command);
      case ABORT -> abort(command);
      case ROLLBACK -> rollback(command);
      case RETRY, SKIP -> answer(command);
      case ISSUE -> issue(command);
    };
  }

  private Answer pause(Command c) {
    if (walk == null) {
      return refused("it is " + board.doing(), "wait for the ending");
    }
    if (paused != null) {
      return refused("it is paused already (" + paused + ")", "resume it");
    }
    paused = c.by() + ": " + c.reason();
    board.paused(paused);
    return recorded("stops before the next step");
  }

  private Answer resume(Command c) {
    if (paused == null) {
      return answer(c);
    }
    paused = null;
    board.paused(null);
    return recorded(question == null ? "goes on" : "goes on; still asked: " + question.words());
  }

  private Answer abort(Command c) {
    if (walk == null) {
      return refused("it is " + board.doing() + " and cannot be called off", "wait for the ending");
    }
    return interrupt(c, "stops at the next safe point and takes back what if-fails says");
  }

  private Answer rollback(Command c) {
    if (plan != null && !options().contains(option(c, question))) {
      return refused(
          "the plan has no rollback option " + c.option(),
          "choose one of " + Words.list(options()));
    }
    if (walk == null) {
      return answer(c);
    }
    if (stage == null || !stage.changed()) {
      String where = stage == null ? "anywhere" : "in " + stage.name();
      return refused("nothing was changed " + where + " yet", "abort to end it");
    }
    String option = option(c, question);
    return interrupt(c.withOption(option), "stops at the next safe point and rolls back " + option);
  }

  private Answer interrupt(Command c, String words) {
    if (interrupt != null) {
      return refused("it is being stopped already by " + interrupt.by(), "wait for the ending");
    }
    interrupt = c;
    walk.cancel(c.by() + ": " + c.reason());
    return recorded(words);
  }

  private Answer answer(Command c) {
    if (question == null) {
      return refused(
          "nothing waits for " + word(c.act()) + " (" + board.doing() + ")", "see soakgate status");
    }
    if (!question.takes(c.act())) {
      return refused("the question takes " + answers(question), "answer with one of these");
    }
    String option = c.act() == Act.ROLLBACK ? option(c, question) : c.option();
    question.answer(c.withOption(option));
    question = null;
    board.question(null);
    board.waiting(null, null);
    return recorded(word(c.act()) + (option == null ? "" : " " + option));
  }

  private Answer issue(Command c) {
    if (walk == null) {
      return refused("it is " + board.doing(), "log it in the next deployment");
    }
    issues.accept(c.by() + ": " + c.reason());
    return recorded("issue " + c.reason());
  }

  private List<String> options() {
    List<String> all = new ArrayList<>(List.of(Rollback.EVERYTHING));
    plan.rollbacks().forEach(r -> all.add(r.name()));
    return all;
  }

  private static String option(Command c, Question question) {
    if (c.option() != null) {
      return c.option();
    }
    return question == null || question.option() == null ? Rollback.EVERYTHING : question.option();
  }

  private String command(Act act) {
    return Typing.command(act, Workflow.getInfo().getWorkflowId());
  }

  private static String answers(Question asked) {
    return asked.answers().stream().map(Orders::word).collect(Collectors.joining(" or "));
  }

  static String word(Act act) {
    return act.word();
  }

  private static Answer recorded(String words) {
    return new Answer(true, "recorded: " + words);
  }

  private static Answer refused(String why, String todo) {
    return new Answer(false, "refused: " + why + "; " + todo);
  }
}
