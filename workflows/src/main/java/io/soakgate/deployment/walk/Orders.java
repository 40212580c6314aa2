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
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What people told the deployment to do, and what it asks them. */
final class Orders {
  private final Board board;
  private final Notebook notebook;
  private final IssueLog issues;
  private final Escalating escalating;
  private Plan plan;
  private Stage stage;
  private CancellationScope walk;
  private Command interrupt;
  private String paused;
  private Question question;
  private BiFunction<Command, Stage, Answer> demands = (command, stage) -> null;
  private boolean closed;

  Orders(Board board, Notebook notebook, IssueLog issues, Escalating escalating) {
    this.board = board;
    this.notebook = notebook;
    this.issues = issues;
    this.escalating = escalating;
  }

  void admitted(Plan plan) {
    this.plan = plan;
  }

  /** The environment that is walked from now on. */
  void entered(Stage stage) {
    this.stage = stage;
  }

  /** Who looks and acts on demand. */
  void onDemand(BiFunction<Command, Stage, Answer> demands) {
    this.demands = demands;
  }

  /** Whether somebody has paused it. */
  boolean paused() {
    return paused != null;
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
      board.held(null);
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
    board.held(asked.held());
    board.waiting("an answer: " + answers(asked), typed(asked));
  }

  private String typed(Question asked) {
    return asked.answers().stream().map(this::command).collect(Collectors.joining(" | "));
  }

  /** Waits until somebody answers, for ever if need be. */
  Command answered(Question asked) {
    if (question != asked && !asked.answered()) {
      open(asked);
    }
    Runnable answered =
        escalating.begin(stage, "question", () -> asked.words() + " " + typed(asked));
    try {
      Workflow.await(asked::answered);
    } finally {
      answered.run();
    }
    return asked.answer();
  }

  /** Takes back a question that needs no answer any more. */
  void withdraw(Question asked) {
    if (question == asked) {
      question = null;
      board.question(null);
      board.waiting(null, null);
    }
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
      case RETRY -> answer(command);
      case SKIP -> skip(command);
      case RESOLVE, WAIVE -> beside(command);
      case ISSUE -> issue(command);
      case LOOK, DO -> onDemand(command);
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
    String lacks = stage == null ? null : stage.lacks(option(c, question));
    if (lacks != null) {
      return refused(
          option(c, question) + " cannot be done in " + stage.name() + ": " + lacks,
          "choose another one of " + Words.list(available()));
    }
    Choosing choosing = Choosing.of(plan, option(c, question), c.chosen());
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
    if (walk == null || question != null && question.holds() && stage.changed()) {
      return answer(c);
    }
    if (stage == null || !stage.changed()) {
      String where = stage == null ? "anywhere" : "in " + stage.name();
      return refused("nothing was changed " + where + " yet", "abort to end it");
    }
    String option = option(c, question);
    return interrupt(
        c.withOption(option),
        "stops at the next safe point and rolls back " + option + costs(option));
  }

  /** What it costs is told to whoever asks for it (T-24). */
  private String costs(String option) {
    List<String> costs = stage == null ? List.of() : stage.costs(option);
    return costs.isEmpty() ? "" : "; " + String.join("; ", costs);
  }

  private Answer interrupt(Command c, String words) {
    if (interrupt != null) {
      return refused("it is being stopped already by " + interrupt.by(), "wait for the ending");
    }
    interrupt = c;
    walk.cancel(c.by() + ": " + c.reason());
    return recorded(words);
  }

  private void answered() {
    question = null;
    board.question(null);
    board.held(null);
    board.waiting(null, null);
  }

  /** Why the open question does not take this command; null when it does. */
  private Answer unasked(Command c) {
    if (question == null) {
      return refused(
          "nothing waits for " + word(c.act()) + " (" + board.doing() + ")", "see soakgate status");
    }
    if (!question.takes(c.act())) {
      return refused("the question takes " + answers(question), "answer with one of these");
    }
    return question.busy()
        ? refused("a statement of " + question.subject() + " is being resolved", "wait for it")
        : null;
  }

  /** A check is no step: leaving it out takes a second person. */
  private Answer skip(Command c) {
    if (question != null && question.takes(Act.WAIVE)) {
      return refused("a check is not skipped", "a second person waives it: " + command(Act.WAIVE));
    }
    return about(c) ? answer(c) : refused(elsewhere(c), "name that, or nothing");
  }

  private boolean about(Command c) {
    return c.change() == null || question == null || c.change().equals(question.subject());
  }

  private String elsewhere(Command c) {
    return "held is " + question.subject() + ", not " + c.change();
  }

  /** Does what does not answer the question, which stays open unless nothing is left of it. */
  private Answer beside(Command c) {
    Answer refusal = unasked(c);
    if (refusal != null) {
      return refusal;
    }
    if (!about(c)) {
      return refused(elsewhere(c), "resolve a statement of what is held");
    }
    Question asked = question;
    Answer answer = asked.beside(c);
    if (asked.answered() && question == asked) {
      answered();
    }
    return answer;
  }

  private Answer answer(Command c) {
    Answer refusal = unasked(c);
    if (refusal != null) {
      return refusal;
    }
    String option = c.act() == Act.ROLLBACK ? option(c, question) : c.option();
    question.answer(c.withOption(option));
    answered();
    return recorded(word(c.act()) + (option == null ? "" : " " + option + costs(option)));
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

  private List<String> options() {
    List<String> all = new ArrayList<>(List.of(Rollback.EVERYTHING));
    plan.rollbacks().forEach(r -> all.add(r.name()));
    return all;
  }

  private List<String> available() {
    return options().stream().filter(o -> stage.lacks(o) == null).toList();
  }

  private static String option(Command c, Question question) {
    if (c.option() != null) {
      return c.option();
    }
    return question == null || question.option() == null ? Rollback.EVERYTHING : question.option();
  }

  private String command(Act act) {
    String subject = question == null ? null : question.subject();
    return Typing.command(act, Workflow.getInfo().getWorkflowId(), subject);
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
