package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.IdentityActivity.Identified;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Plan;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What people told the deployment to do. */
public final class Orders {
  private final Board board;
  private final Notebook notebook;
  private final IssueLog issues;
  private final Asking asking;
  private Plan plan;
  private Stage stage;
  private CancellationScope walk;
  private Command interrupt;
  private String paused;
  private BiFunction<Command, Stage, Answer> demands = (command, stage) -> null;
  private Function<Command, Answer> watching = command -> noWatch();
  private boolean closed;

  public Orders(Board board, Notebook notebook, IssueLog issues, Asking asking) {
    this.board = board;
    this.notebook = notebook;
    this.issues = issues;
    this.asking = asking;
  }

  /** From now on commands are judged by this plan. */
  public void admitted(Plan plan) {
    this.plan = plan;
  }

  /** The environment that is walked from now on. */
  public void entered(Stage stage) {
    this.stage = stage;
    asking.entered(stage);
  }

  /** Who looks and acts on demand. */
  public void onDemand(BiFunction<Command, Stage, Answer> demands) {
    this.demands = demands;
  }

  /** Who takes what is said of the watch that runs; null when nothing is watched any more. */
  public void watching(Function<Command, Answer> watch) {
    watching = watch == null ? command -> noWatch() : watch;
  }

  private Answer noWatch() {
    return refused(
        "no watch runs, it is " + board.doing(), "soakgate rollback or abort ends it at once");
  }

  /** Whether somebody has paused it. */
  boolean paused() {
    return paused != null;
  }

  /** It is over: from now on every command is refused. */
  public void close() {
    closed = true;
  }

  /**
   * Runs the walk so that people can stop it: abort, rollback and Temporal's cancel all cancel what
   * runs, wait until it has stopped, and come out of here as the reason.
   *
   * @throws Stop when it did not come to its end
   */
  public void walk(Runnable forward) {
    CancellationScope scope = Workflow.newCancellationScope(forward);
    walk = scope;
    try {
      scope.run();
    } catch (TemporalFailure e) {
      if (!Words.cancelled(e)) {
        throw Stop.failed(Words.why(e));
      }
      if (!scope.isCancelRequested()) {
        // Cut off and not called off is not done: nobody may take it for a walk that got through.
        throw Stop.failed("what it waited for was cancelled in Temporal: " + Words.why(e));
      }
    } finally {
      walk = null;
      paused = null;
      asking.close();
      board.paused(null);
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
  public void checkpoint() {
    CancellationScope.throwCanceled();
    if (paused == null) {
      return;
    }
    board.waiting("resume", asking.command(Act.RESUME));
    Workflow.await(() -> paused == null);
    board.waiting(null, null);
  }

  /** What it asks people. */
  public Asking asking() {
    return asking;
  }

  /** Takes a command; every refusal says why and what to do. */
  public Answer take(Command command, Identified who) {
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
      case RETRY -> asking.answer(command);
      case SKIP -> asking.skip(command);
      case RESOLVE, WAIVE, WINDOW -> asking.beside(command);
      case ISSUE -> issue(command);
      case LOOK, DO -> onDemand(command);
      case BREACH, SNOOZE, EXTEND -> watching.apply(command);
      case ANSWER -> notebook.answer(command);
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
    boolean ofPause = c.question() == null ? paused != null : c.question() == Command.PAUSE;
    if (!ofPause) {
      return asking.answer(c);
    }
    if (paused == null) {
      return refused("it is not paused any more", "answer a question on its own card");
    }
    paused = null;
    board.paused(null);
    Question still = asking.now();
    return recorded(still == null ? "goes on" : "goes on; still asked: " + still.words());
  }

  private Answer abort(Command c) {
    if (walk == null) {
      return refused("it is " + board.doing() + " and cannot be called off", "wait for the ending");
    }
    return interrupt(c, "stops at the next safe point and takes back what if-fails says");
  }

  private Answer rollback(Command c) {
    if (plan != null && !plan.options().contains(asking.option(c))) {
      return refused(
          "the plan has no rollback option " + c.option(),
          "choose one of " + Words.list(plan.options()));
    }
    String lacks = stage == null ? null : stage.cautions().lacks(asking.option(c));
    if (lacks != null) {
      return refused(
          asking.option(c) + " cannot be done in " + stage.name() + ": " + lacks,
          "choose another one of " + Words.list(available()));
    }
    Choosing choosing = Choosing.of(plan, asking.option(c), c.chosen());
    if (choosing.refused() != null) {
      return refused(choosing.refused(), choosing.todo());
    }
    Answer answer = taken(c);
    if (answer.recorded() && stage != null) {
      stage.choose(choosing.values());
    }
    return answer;
  }

  private Answer taken(Command c) {
    if (walk == null || asking.now() != null && asking.now().holds() && stage.changed()) {
      return asking.answer(c);
    }
    if (stage == null || !stage.changed()) {
      String where = stage == null ? "anywhere" : "in " + stage.name();
      return refused("nothing was changed " + where + " yet", "abort to end it");
    }
    String option = asking.option(c);
    return interrupt(
        c.withOption(option),
        "stops at the next safe point and rolls back " + option + asking.costs(option));
  }

  private Answer interrupt(Command c, String words) {
    if (interrupt != null) {
      return refused("it is being stopped already by " + interrupt.by(), "wait for the ending");
    }
    interrupt = c;
    asking.overtaken(c);
    walk.cancel(c.by() + ": " + c.reason());
    return recorded(words);
  }

  private Answer issue(Command c) {
    if (walk == null) {
      return refused("it is " + board.doing(), "log it in the next deployment");
    }
    return issues.take(stage, c);
  }

  private Answer onDemand(Command c) {
    return walk == null || stage == null
        ? refused("it is " + board.doing(), "look and do work while an environment is walked")
        : demands.apply(c, stage);
  }

  private List<String> available() {
    return plan.options().stream().filter(o -> stage.cautions().lacks(o) == null).toList();
  }

  /** The answer to what was taken. */
  public static Answer recorded(String words) {
    return new Answer(true, "recorded: " + words);
  }

  /** The answer to what was not taken: why, and what to do. */
  public static Answer refused(String why, String todo) {
    return new Answer(false, "refused: " + why + "; " + todo);
  }
}
